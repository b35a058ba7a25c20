import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;

beforeAll(async () => {
  server = await serve({ mode: 'production', publicUrl: 'https://share.example.gov.cn', secure: true });
});
afterAll(() => server.stop());

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'same-origin' };
const signIn = (username: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/sign-in`, {
    method: 'POST',
    headers: { ...FORM, ...headers },
    body: new URLSearchParams({ username, password: 'gongkai-demo' }),
    redirect: 'manual',
  });

test('production refuses demo accounts, at the sign-in and with a session from before', async () => {
  expect((await signIn('civil-steward')).headers.get('Set-Cookie')).toBeNull();
  const response = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'civil-steward', password: 'gongkai-demo' }),
  });
  expect(response.status).toBe(401);
});

test('over TLS the cookie is bound to this host and to TLS, and browsers are told to stay with it', async () => {
  await server.sql(`update account set demo = false where id = 'civil-leader'`);
  const response = await signIn('civil-leader');
  expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-gongkai=[\w-]{43}; Path=\/; .*; Secure$/);
  expect(response.headers.get('Strict-Transport-Security')).toMatch(/^max-age=31536000/);
});

test('behind a proxy, where everybody comes from this machine, the metrics are for nobody without the token', async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
});

test('behind a proxy the form has to come from the address that people see', async () => {
  const sent = (origin: string) =>
    fetch(`${server.url}/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: origin },
      body: new URLSearchParams({ text: 'x' }),
    });
  expect((await sent('https://share.example.gov.cn')).status).toBe(200);
  expect((await sent(server.url)).status).toBe(403);
});
