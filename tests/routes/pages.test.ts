import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import routes from '#app/routes.ts';
import { PAGE_RULES } from '#server/auth/page-rules.ts';
import { csrfToken } from '#server/auth/token.ts';
import { matchPage } from '#server/http/page-routes.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';
import { stubScreens } from './stub-screens.ts';

let server: Served;

beforeAll(async () => {
  server = await serve();
});
afterAll(() => server.stop());

const OURS = { 'Sec-Fetch-Site': 'same-origin' };
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

function get(path: string, cookie = '', headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, { redirect: 'manual', headers: { ...(cookie ? { Cookie: cookie } : {}), ...headers } });
}
function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...FORM, ...OURS, ...headers },
    body: new URLSearchParams(fields),
  });
}

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(request));
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

async function signIn(username: string): Promise<{ cookie: string; csrf: string }> {
  const response = await post('/sign-in', { username, password: 'gongkai-demo' });
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  return { cookie, csrf: csrfToken(cookie.slice(cookie.indexOf('=') + 1)) };
}

type RouteEntry = { path?: string; index?: boolean; children?: readonly RouteEntry[] };
function patterns(entries: readonly RouteEntry[], parent = ''): string[] {
  return entries.flatMap(({ path, children }) => {
    const pattern = path === undefined ? parent || '/' : `${parent}/${path}`;
    return [pattern, ...patterns(children ?? [], pattern)];
  });
}

describe('the default is no', () => {
  test('every page has a rule, and every rule a page (requirement 8)', () => {
    expect(Object.keys(PAGE_RULES).sort()).toEqual([...new Set(patterns(routes))].sort());
  });

  const closed = Object.entries(PAGE_RULES)
    .filter(([, rule]) => rule !== 'public')
    .map(([pattern]) => pattern.replace(/:\w+/g, 'x1').replace('*', 'nowhere'));
  test.each(closed)('%s sends who is not signed in to the sign-in, and back afterwards', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(302);
    expect(response.headers.get('Location')).toBe(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
  });

  test.each(closed)('%s hands out no data either', async (path) => {
    const response = await get(`${path === '/' ? '/_root' : path}.data`);
    expect(response.status).toBe(202);
    expect(await response.text()).toMatch(/^\[\["SingleFetchRedirect"/);
  });

  test.each([
    '/INBOX',
    '/inbox/',
    '//inbox',
    '/%69nbox',
    '/inbox;x',
    '/./inbox',
    '/sign-in/../inbox',
    '/inbox?_data=root%2Finbox',
    '/sign-in?_data=root%2Finbox',
  ])('no way of writing the address %s leads past the gate', async (path) => {
    const response = await fetch(`${server.url}${path}`, { redirect: 'manual' });
    expect(await response.text()).not.toContain('"reached":"root/inbox"');
  });

  test("a page that no rule names is nobody's", () => {
    const known = stubScreens().routes;
    const added = { ...known, new: { id: 'new', parentId: 'root', path: 'brand-new', module: { default: undefined } } };
    expect(matchPage(added, '/brand-new')).toMatchObject({ pattern: '/brand-new', rule: null });
  });

  test('a page for operators is refused to others, as a page and as data', async () => {
    const { cookie } = await signIn('civil-steward');
    expect((await get('/operations', cookie)).status).toBe(403);
    const data = await get('/operations.data', cookie);
    expect([data.status, await data.text()]).toEqual([403, expect.stringContaining('ErrorResponse')]);
    expect((await get('/operations', (await signIn('bdb-ops')).cookie)).status).toBe(200);
  });
});

test.each(['/tasks/1', '/cases/x', `/grants/${encodeURIComponent("' or 1=1")}`, '/inbox/%00', '/catalogue/%00', '/catalogue/A%20B'])(
  'an address that names what cannot be there (%s) is not found, as a page and as data',
  async (path) => {
    const { cookie } = await signIn('civil-steward');
    expect((await get(path, cookie)).status).toBe(404);
    expect((await get(`${path}.data`, cookie)).status).toBe(404);
  },
);

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('a page takes no %s', async (method) => {
  expect((await fetch(`${server.url}/inbox`, { method, headers: OURS })).status).toBe(405);
});

test('an address that looks like another site stays on this one', async () => {
  const response = await raw('GET //evil.example/inbox HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(response).not.toMatch(/Location: (https?:)?\/\/evil/);
});

test('a host that is none is refused', async () => {
  expect(await raw('GET /inbox HTTP/1.1\r\nHost: [x\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400/);
});

test('a NUL in a search is refused before it reaches anything', async () => {
  expect((await get('/cases?q=%00', (await signIn('civil-steward')).cookie)).status).toBe(400);
});

describe('a form', () => {
  test('of our own page reaches its action with the person', async () => {
    const { cookie, csrf } = await signIn('civil-steward');
    const response = await post('/inbox', { csrf, text: '甲' }, { Cookie: cookie });
    expect(await response.json()).toMatchObject({ actor: 'civil-steward', text: '甲' });
  });

  test.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another host of the same site', { 'Sec-Fetch-Site': 'same-site' }],
    ['another origin, from an old browser', { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }],
    ['an opaque origin', { 'Sec-Fetch-Site': '', Origin: 'null' }],
  ])('from %s is refused', async (_, headers) => {
    const { cookie, csrf } = await signIn('civil-steward');
    const sent = Object.fromEntries(Object.entries({ ...OURS, ...headers }).filter(([, value]) => value !== ''));
    const response = await fetch(`${server.url}/inbox`, {
      method: 'POST',
      headers: { ...FORM, ...sent, Cookie: cookie },
      body: new URLSearchParams({ csrf }),
    });
    expect(response.status).toBe(403);
  });

  test('from our own origin, told by an old browser, is taken', async () => {
    const { cookie, csrf } = await signIn('civil-steward');
    const response = await fetch(`${server.url}/inbox`, {
      method: 'POST',
      headers: { ...FORM, Origin: server.url, Cookie: cookie },
      body: new URLSearchParams({ csrf }),
    });
    expect(response.status).toBe(200);
  });

  test.each([
    ['no token', {}],
    ['a wrong token', { csrf: 'x'.repeat(43) }],
  ])('with %s is refused', async (_, fields: Record<string, string>) => {
    const { cookie } = await signIn('civil-steward');
    expect((await post('/inbox', { text: 'x', ...fields }, { Cookie: cookie })).status).toBe(403);
  });

  test('with the token of another session is refused', async () => {
    const [mine, theirs] = [await signIn('civil-steward'), await signIn('civil-leader')];
    expect((await post('/inbox', { csrf: theirs.csrf }, { Cookie: mine.cookie })).status).toBe(403);
  });

  test('that comes after the session has ended reaches its action without a person, and its text survives', async () => {
    const { cookie, csrf } = await signIn('civil-steward');
    server.wait(3 * 3_600_000);
    const response = await post('/inbox', { csrf, text: '写了很久的意见' }, { Cookie: cookie });
    expect(await response.json()).toMatchObject({ actor: null, text: '写了很久的意见' });
  });

  test('larger than a megabyte is refused', async () => {
    const { cookie, csrf } = await signIn('civil-steward');
    const response = await post('/inbox', { csrf, text: 'x'.repeat(1_100_000) }, { Cookie: cookie });
    expect([response.status, await response.text()]).toEqual([413, expect.stringContaining('提交的内容过大')]);
  });

  test.each([
    ['a NUL', 'a\0b'],
    ['a NUL in a name', ''],
  ])('with %s is refused', async (kind, text) => {
    const { cookie, csrf } = await signIn('civil-steward');
    const fields: Record<string, string> = text === '' ? { csrf, 'a\0': 'x' } : { csrf, text };
    expect((await post('/inbox', fields, { Cookie: cookie })).status, kind).toBe(400);
  });

  test.each(['text/plain', 'application/octet-stream', 'multipart/form-data', 'multipart/form-data; boundary=x'])(
    'of type %s is refused',
    async (type) => {
      const { cookie, csrf } = await signIn('civil-steward');
      const response = await fetch(`${server.url}/inbox`, {
        method: 'POST',
        headers: { ...OURS, 'Content-Type': type, Cookie: cookie, 'X-CSRF-Token': csrf },
        body: 'csrf=1',
      });
      expect(response.status).toBe(400);
    },
  );
});

describe('the cookie of a session', () => {
  test('is out of reach of scripts and other sites', async () => {
    const response = await post('/sign-in', { username: 'civil-steward', password: 'gongkai-demo' });
    expect(response.headers.get('Set-Cookie')).toMatch(/^gongkai=[\w-]{43}; Path=\/; Expires=.+ GMT; HttpOnly; SameSite=Lax$/);
  });

  test('changes with each sign-in, and the former one is worth nothing', async () => {
    const first = await signIn('civil-steward');
    const response = await post(
      '/sign-in',
      { username: 'civil-steward', password: 'gongkai-demo', csrf: first.csrf },
      { Cookie: first.cookie },
    );
    const second = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
    expect(second).not.toBe(first.cookie);
    expect((await get('/inbox', first.cookie)).status).toBe(302);
    expect((await get('/inbox', second)).status).toBe(200);
  });
});

describe('headers', () => {
  test("forbid scripts without this answer's nonce, frames, and keeping private pages", async () => {
    const { cookie } = await signIn('civil-steward');
    const [one, two] = [await get('/inbox', cookie), await get('/inbox', cookie)];
    const policy = one.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toBe(two.headers.get('Content-Security-Policy'));
    expect(one.headers.get('Cache-Control')).toBe('no-store');
    expect(one.headers.get('ETag')).toBeNull();
    expect(one.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(one.headers.get('Referrer-Policy')).toBe('same-origin');
    expect(one.headers.get('X-Powered-By')).toBeNull();
  });
});
