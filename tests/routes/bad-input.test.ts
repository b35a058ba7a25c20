import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALLS } from '#server/http/api/calls.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client, Reply } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let token: string;
let answers: Record<string, unknown>;

beforeAll(async () => {
  server = await serve();
  client = await clientOf(server);
  token = await client.signIn('housing-applicant');
  answers = Object((await client.call('GET', '/forms/share_application/1/example?entry=cat-040', { token })).body);
});
afterAll(() => server.stop());

const JSON_TYPE = { 'Content-Type': 'application/json' };
const send = (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = JSON_TYPE) =>
  client.call('POST', '/cases', { token, raw, headers });
const sendBody = (body: unknown) => client.call('POST', '/cases', { token, body });
const whole = (more: Record<string, unknown> = {}) => ({ process: 'conditional-share', answers: { ...answers, ...more } });

function expectProblem(reply: Reply, status: number, code: string): void {
  expect([reply.status, fieldOf(reply, 'code')], JSON.stringify(reply.body)).toEqual([status, code]);
  expect(reply.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  expect(fieldOf(reply, 'detail')).toMatch(/\p{Script=Han}/u);
}

describe('a body that cannot be read is refused', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const cases: [string, string | Uint8Array<ArrayBuffer>, number, string][] = [
    ['no JSON', '{', 400, 'malformed'],
    ['nothing at all', '', 400, 'malformed'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, 'malformed'],
    ['nested without end', deep, 400, 'malformed'],
    ['a NUL within', '{"process":"a\\u0000b","answers":{}}', 400, 'malformed'],
    ['a NUL in a key', '{"process":"a","answers":{"a\\u0000":"b"}}', 400, 'malformed'],
    ['half a surrogate pair', '{"process":"a","answers":{"a":"\\ud800"}}', 400, 'malformed'],
    ['more than a megabyte', `"${'x'.repeat(1_048_576)}"`, 413, 'too_large'],
    ['null', 'null', 422, 'invalid'],
    ['a list', '[]', 422, 'invalid'],
    ['a number', '1e400', 422, 'invalid'],
    ['a prototype', '{"__proto__":{"process":"x"},"answers":{}}', 422, 'invalid'],
  ];
  test.each(cases)('%s', async (_, raw, status, code) => {
    expectProblem(await send(raw), status, code);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])('of type %j', async (type) => {
    expectProblem(
      await send(new TextEncoder().encode(JSON.stringify(whole())), type === '' ? {} : { 'Content-Type': type }),
      415,
      'unsupported_media_type',
    );
  });

  test('packed', async () => {
    expectProblem(await send('x', { ...JSON_TYPE, 'Content-Encoding': 'gzip' }), 415, 'unsupported_media_type');
  });

  test('one that never ends, without its length being told', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(65_536))) });
    const sent = fetch(`${server.url}/api/v1/cases`, {
      method: 'POST',
      headers: { ...JSON_TYPE, Authorization: `Bearer ${token}` },
      body: endless,
      duplex: 'half',
    });
    expect(
      await sent.then(
        (response) => response.status,
        () => 'cut',
      ),
    ).toSatisfy((end) => end === 413 || end === 'cut');
  });
});

describe('a request of the wrong shape names what is wrong', () => {
  test.each<[string, unknown, string]>([
    ['a field that nobody asked for', { ...whole(), colour: 'red' }, 'colour'],
    ['a missing field', { answers }, 'process'],
    ['a wrong type', { process: 7, answers }, 'process'],
    ['answers that are a list', { process: 'conditional-share', answers: [] }, 'answers'],
    ['an answer that is null', whole({ purpose: null }), 'answers.purpose'],
    ['an answer that is an object', whole({ purpose: { a: 1 } }), 'answers.purpose'],
    ['a draft that is no id', { ...whole(), draft: '../x' }, 'draft'],
  ])('%s', async (_, body, field) => {
    const reply = await sendBody(body);
    expectProblem(reply, 422, 'invalid');
    expect(Object.keys(Object(fieldOf(reply, 'fields')))).toContain(field);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['an answer that the form does not ask for', { colour: 'red' }, 'colour'],
    ['a choice that is not offered', { method: 'by_mail' }, 'method'],
    ['an item of another entry', { itemIds: ['cat-001-1'] }, 'itemIds'],
    ['a text where a list belongs', { itemIds: 'x' }, 'itemIds'],
    ['a date that does not exist', { validFrom: '2027-02-30' }, 'validFrom'],
    ['a file that is not there', { attachments: ['00000000-0000-4000-8000-000000000000'] }, 'attachments'],
    ['a text far too long', { purpose: 'x'.repeat(15_000) }, 'purpose'],
  ])('%s is refused by the form', async (_, more, field) => {
    const reply = await sendBody(whole(more));
    expectProblem(reply, 422, 'invalid');
    expect(Object.keys(Object(fieldOf(reply, 'fields')))).toEqual([field]);
  });

  test('the words are English for who asks for them', async () => {
    const reply = await client.call('POST', '/cases', { token, body: { answers }, headers: { 'Accept-Language': 'en' } });
    expect(fieldOf(reply, 'fields')).toEqual({ process: 'is missing' });
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'state=dancing', 'colour=red', 'cursor=!', `q=${'x'.repeat(101)}`])(
    'the query %s',
    async (query) => {
      expectProblem(await client.call('GET', `/cases?${query}`, { token }), 422, 'invalid');
    },
  );

  test.each(['q=%00', 'q=a%00b'])('the query %s is not stored anywhere', async (query) => {
    expect((await client.call('GET', `/cases?${query}`, { token })).status).toBe(400);
  });

  test.each([
    '',
    'AAAA',
    Buffer.from('2026-01-01T00:00:00.000Z|not-an-id').toString('base64url'),
    Buffer.from('x|y|z').toString('base64url'),
    Buffer.from('a\0b').toString('base64url'),
  ])('the made-up position %j in a list breaks nothing', async (cursor) => {
    for (const list of ['/cases', '/tasks', '/grants', '/catalogue', '/tasks?box=done', '/tasks?box=filed']) {
      const reply = await client.call('GET', `${list}${list.includes('?') ? '&' : '?'}cursor=${cursor}`, { token });
      expect([200, 422]).toContain(reply.status);
    }
  });
});

describe('what a person may not know of is not there', () => {
  const strangers = '00000000-0000-4000-8000-00000000abcd';
  test.each([
    '/cases/x',
    `/cases/${strangers}`,
    `/tasks/${strangers}`,
    `/tasks/1' or '1'='1`,
    `/grants/${strangers}`,
    `/attachments/${strangers}`,
    '/catalogue/cat-999',
    '/catalogue/..',
    '/forms/share_application/99',
    '/forms/nothing/1',
    '/forms/__proto__/1',
    '/nothing',
    '/%E0%A4%A',
  ])('%s', async (path) => {
    const reply = await client.call('GET', path, { token });
    expect([400, 404]).toContain(reply.status);
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  });

  test('a case, task and draft of other departments', async () => {
    const id = fieldOf(await sendBody(whole()), 'id');
    const stranger = await client.signIn('meteo-steward');
    expect((await client.call('GET', `/cases/${id}`, { token: stranger })).status).toBe(404);
    expect((await client.call('POST', `/cases/${id}/withdraw`, { token: stranger, body: {} })).status).toBe(404);
    expect(
      (await client.call('POST', `/tasks/${strangers}/decision`, { token: stranger, body: { outcome: 'agree', revision: 1 } })).status,
    ).toBe(404);
    expect((await client.call('DELETE', `/drafts/${strangers}`, { token: stranger })).status).toBe(404);
  });

  test('an unpublished entry', async () => {
    const [hidden] = await server.sql(`select id from catalogue_entry where state <> 'published' and provider_id <> 'housing' limit 1`);
    expect((await client.call('GET', `/catalogue/${hidden?.['id']}`, { token })).status).toBe(404);
    expect((await sendBody(whole({ entryId: hidden?.['id'] }))).status).toBe(404);
  });
});

describe('who may not', () => {
  test('without a session nothing but the sign-in and the document is answered', async () => {
    for (const path of ['/processes', '/cases', '/tasks', '/drafts', '/catalogue', '/grants', '/operations', '/events', '/session']) {
      const reply = await client.call('GET', path);
      expectProblem(reply, 401, 'unauthenticated');
    }
    expectProblem(await client.call('POST', '/cases', { body: whole() }), 401, 'unauthenticated');
  });

  test('a flow designer, who sees no case contents, files nothing and decides nothing', async () => {
    const designer = await client.signIn('bdb-flow');
    expectProblem(await client.call('POST', '/cases', { token: designer, body: whole() }), 403, 'forbidden');
    expectProblem(
      await client.call('POST', '/tasks/00000000-0000-4000-8000-00000000abcd/decision', {
        token: designer,
        body: { outcome: 'agree', revision: 1 },
      }),
      403,
      'forbidden',
    );
    expect(fieldOf(await client.call('GET', '/cases', { token: designer }), 'items')).toEqual([]);
  });

  test('whoever holds no post is let into no call that needs one, and signed in or not: every call has its rule (requirement 8)', async () => {
    expect(CALLS.filter(({ rule }) => rule === 'public').map(({ id }) => id)).toEqual(['signIn', 'openApi']);
    await server.sql(`update appointment set valid_to = current_date - 2 where account_id = 'meteo-applicant'`);
    const nobody = await client.signIn('meteo-applicant');
    for (const { method, path, rule } of CALLS.filter((call) => call.rule !== 'public')) {
      const address = path.replace('{key}', 'x').replace('{version}', '1').replace('{id}', '00000000-0000-4000-8000-00000000abcd');
      expectProblem(await client.call(method.toUpperCase(), address), 401, 'unauthenticated');
      if (typeof rule === 'object') expectProblem(await client.call(method.toUpperCase(), address, { token: nobody }), 403, 'forbidden');
    }
    for (const list of ['/processes', '/cases', '/tasks', '/drafts', '/tasks?box=done', '/tasks?box=copied', '/tasks?box=filed']) {
      const { body } = await client.call('GET', list, { token: nobody });
      expect(Array.isArray(body) ? body : Object(body).items, list).toEqual([]);
    }
  });

  test('an outside applicant sees the public side of the catalogue: what is there and why it is not open (req 71)', async () => {
    const outside = await client.signIn('ext-zhixing-agent');
    const { body } = await client.call('GET', '/catalogue/cat-040', { token: outside });
    expect(body).toMatchObject({
      openType: 'not_open',
      notOpenBasis: expect.stringMatching(/./),
      shareCondition: null,
      sourceSystem: '',
      items: [],
    });
    expectProblem(await client.call('GET', '/catalogue/cat-048', { token: outside }), 404, 'not_found');
  });

  test("a page of another site, with the browser's cookie", async () => {
    const cookie = { Cookie: `gongkai=${token}` };
    const post = (headers: Record<string, string>) => client.call('POST', '/cases', { body: whole(), headers: { ...cookie, ...headers } });
    expectProblem(await post({ 'Sec-Fetch-Site': 'cross-site' }), 403, 'forbidden');
    expectProblem(await post({ Origin: 'https://evil.example' }), 403, 'forbidden');
    expectProblem(await post({}), 403, 'forbidden');
    expect((await post({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(201);
  });

  test('another method than those there are', async () => {
    const reply = await client.call('PATCH', '/cases', { token, body: {} });
    expectProblem(reply, 405, 'method_not_allowed');
    expect(reply.headers.get('Allow')).toBe('POST, GET, HEAD');
    expect(reply.headers.get('Cache-Control')).toBe('no-store');
  });
});

describe('script in a text', () => {
  const SCRIPT = `<script>alert('x')</script>"><img src=x onerror=alert(1)>{{7*7}}\${7*7}'; drop table account; --`;

  test('is kept as it was written, and comes back as JSON that no browser takes for a page', async () => {
    const filed = await sendBody(whole({ purpose: SCRIPT.repeat(3) }));
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    const [row] = await server.sql(`select answers->>'purpose' as purpose from case_content where case_id = $1`, [fieldOf(filed, 'id')]);
    expect(row?.['purpose']).toBe(SCRIPT.repeat(3));
    const reply = await client.call('GET', `/cases/${fieldOf(filed, 'id')}`, { token });
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/);
    expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('finds nothing in a search, and breaks nothing', async () => {
    for (const path of ['/catalogue', '/cases', '/tasks', '/search']) {
      expect((await client.call('GET', `${path}?q=${encodeURIComponent(SCRIPT.slice(0, 90))}`, { token })).status).toBe(200);
    }
  });
});

describe('a file', () => {
  const upload = (content: string, name = 'a.txt', field = 'file') => {
    const form = new FormData();
    form.append(field, new Blob([content]), name);
    return client.call('POST', '/attachments', { token, form });
  };

  test('over the limit is refused while it is read', async () => {
    expectProblem(await upload('x'.repeat(20 * 1024 * 1024 + 1)), 413, 'too_large');
  });

  test('under another name of field, a second one, and none at all are refused', async () => {
    expectProblem(await upload('x', 'a.txt', 'other'), 422, 'invalid');
    const two = new FormData();
    two.append('file', new Blob(['a']), 'a.txt');
    two.append('file', new Blob(['b']), 'b.txt');
    expectProblem(await client.call('POST', '/attachments', { token, form: two }), 422, 'invalid');
    const none = new FormData();
    none.append('csrf', 'x');
    expectProblem(await client.call('POST', '/attachments', { token, form: none }), 422, 'invalid');
  });

  test('in a frame that is broken is refused', async () => {
    expectProblem(
      await client.call('POST', '/attachments', {
        token,
        raw: '--x\r\nhalf',
        headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
      }),
      422,
      'invalid',
    );
    expectProblem(
      await client.call('POST', '/attachments', { token, raw: 'x', headers: { 'Content-Type': 'multipart/form-data' } }),
      415,
      'unsupported_media_type',
    );
    expectProblem(await client.call('POST', '/attachments', { token, body: {} }), 415, 'unsupported_media_type');
  });

  test('whose name leads elsewhere loses the way', async () => {
    expect((await upload('%PDF-1.4', '../../etc/passwd.pdf')).body).toMatchObject({ name: 'passwd.pdf', type: 'application/pdf' });
  });
});

test('what is no HTTP is answered and let go, and the server goes on', async () => {
  const { port } = new URL(server.url);
  const answered = await new Promise<string>((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    socket.on('data', (data) => resolve(String(data)));
    socket.on('error', () => resolve('cut'));
  });
  expect(answered).toMatch(/400|cut/);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test('none of all this was a fault of the server', () => {
  expect(server.lines().filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
