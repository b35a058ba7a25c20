import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;

beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
});
afterAll(() => server.stop());

const HOUR = 3_600_000;
const who = (token: string) => client.call('GET', '/session', { token });
const tryPassword = (username: string, password: string) => client.call('POST', '/session', { body: { username, password } });

describe('a session', () => {
  test('is opened with the password and tells name, organisation and roles', async () => {
    const reply = await tryPassword('civil-steward', 'gongkai-demo');
    expect(reply.status).toBe(201);
    expect(fieldOf(reply, 'actor')).toEqual({
      id: 'civil-steward',
      name: expect.any(String),
      organisation: 'civil',
      roles: expect.arrayContaining(['data_steward']),
    });
  });

  test('leaves only the hash of its token in the database (requirement 84)', async () => {
    const token = await client.signIn('civil-steward');
    const rows = await server.sql(`select encode(token_hash, 'escape') as hash from session`);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.length).toBeGreaterThan(0);
  });

  test('ends at once when its holder signs out', async () => {
    const token = await client.signIn('civil-steward');
    expect((await client.call('DELETE', '/session', { token })).status).toBe(204);
    expect((await who(token)).status).toBe(401);
  });

  test('ends after two hours without a request, and not while it is used', async () => {
    const idle = await client.signIn('civil-steward');
    const busy = await client.signIn('civil-steward');
    server.wait(1.5 * HOUR);
    expect((await who(busy)).status).toBe(200);
    server.wait(1 * HOUR);
    expect((await who(busy)).status).toBe(200);
    expect((await who(idle)).status).toBe(401);
  });

  test('is not kept alive by a page that asks again by itself, and is by a person who turns to it', async () => {
    const [left, used] = [await client.signIn('civil-steward'), await client.signIn('civil-steward')];
    const open = (token: string, headers: Record<string, string>) =>
      fetch(`${server.url}/cases.data`, { headers: { Cookie: `gongkai=${token}`, ...headers }, redirect: 'manual' });
    server.wait(1.5 * HOUR);
    expect((await open(left, { 'X-Gongkai-Watching': '1' })).status).toBe(200);
    expect((await open(used, {})).status).toBe(200);
    server.wait(1 * HOUR);
    expect((await who(left)).status).toBe(401);
    expect((await who(used)).status).toBe(200);
  });

  test('ends twelve hours after it began, however busy', async () => {
    const token = await client.signIn('civil-steward');
    for (let hour = 1; hour < 12; hour += 1) {
      server.wait(HOUR);
      expect((await who(token)).status).toBe(200);
    }
    server.wait(HOUR + 1000);
    expect((await who(token)).status).toBe(401);
  });

  test('of an account that was closed is worth nothing', async () => {
    const token = await client.signIn('edu-steward');
    await server.sql(`update account set active = false where id = 'edu-steward'`);
    expect((await who(token)).status).toBe(401);
    expect((await tryPassword('edu-steward', 'gongkai-demo')).status).toBe(401);
  });

  test('carries the appointments in force: one that ends takes its role with it at once', async () => {
    const token = await client.signIn('health-steward');
    expect(fieldOf(await who(token), 'actor', 'roles')).toContain('data_steward');
    await server.sql(`update appointment set valid_to = current_date - 2 where account_id = 'health-steward' and role = 'data_steward'`);
    expect(fieldOf(await who(token), 'actor', 'roles')).not.toContain('data_steward');
  });

  test.each(['', 'x', 'Bearer', 'a'.repeat(43), `${'a'.repeat(42)}'`])('is not opened by the token %j', async (token) => {
    expect((await who(token)).status).toBe(401);
  });
});

describe('the sign-in', () => {
  test('answers a wrong name as it answers a wrong password', async () => {
    const [name, password] = [await tryPassword('nobody-here', 'gongkai-demo'), await tryPassword('civil-steward', 'wrong')];
    expect(name.status).toBe(401);
    expect({ ...Object(name.body), requestId: '' }).toEqual({ ...Object(password.body), requestId: '' });
  });

  test('takes as long for a name that does not exist as for a wrong password', async () => {
    const spent = async (username: string): Promise<number> => {
      const began = performance.now();
      await tryPassword(username, 'wrong');
      return performance.now() - began;
    };
    const least = async (name: (n: number) => string): Promise<number> => Math.min(...(await inTurn([1, 2, 3, 4], (n) => spent(name(n)))));
    const [known, unknown] = [
      await least((n) => `police-${['steward', 'leader', 'applicant', 'compiler'][n - 1] ?? ''}`),
      await least((n) => `no-one-${n}`),
    ];
    expect(unknown).toBeGreaterThan(known * 0.5);
  });

  test('is braked after ten wrong passwords for one account, also for the right one, until the time is over', async () => {
    await inTurn(Array.from({ length: 10 }), () => tryPassword('finance-steward', 'wrong'));
    const reply = await tryPassword('finance-steward', 'gongkai-demo');
    expect(reply.status).toBe(429);
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(60);
    expect(fieldOf(reply, 'detail')).toMatch(/登录失败次数过多,请 \d+ 分钟后再试/);
    expect((await tryPassword('finance-leader', 'gongkai-demo')).status).toBe(201);
  });

  test('counts guesses that come all at once', async () => {
    const replies = await Promise.all(Array.from({ length: 30 }, () => tryPassword('tax-steward', 'wrong')));
    expect(replies.filter((reply) => reply.status === 401)).toHaveLength(10);
  });

  test('counts from zero again after the right password', async () => {
    for (let round = 0; round < 2; round += 1) {
      await inTurn(Array.from({ length: 6 }), () => tryPassword('justice-steward', 'wrong'));
      expect((await tryPassword('justice-steward', 'gongkai-demo')).status).toBe(201);
    }
  });

  test('leaves neither names nor passwords in the log', async () => {
    await tryPassword('a-name-to-look-for', 'a-password-to-look-for');
    expect(server.lines().join('\n')).not.toMatch(/to-look-for|gongkai-demo/);
  });
});

async function inTurn<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}
