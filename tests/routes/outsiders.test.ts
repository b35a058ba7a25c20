import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#server/domain/actor.ts';
import { contextFor } from '#server/context.ts';
import { CALLS } from '#server/http/api/calls.ts';
import { fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { fileOpening, reviewOpening, signAgreement } from '../support/openings.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { clientOf, fieldOf } from './client.ts';
import { listen } from './serve.ts';
import type { Listening } from './serve.ts';

let office: Office;
let server: Listening;
let foreign: { ids: string[]; words: string[] };

const PURPOSE = '只有别家单位知道的使用目的';
const HANDLER = '别家经办人';

beforeAll(async () => {
  office = await openOffice();
  const share = await fileToProvider(office, { entry: 'cat-040', answers: { purpose: PURPOSE, handlerName: HANDLER } });
  const opening = await fileOpening(office, {
    entry: 'cat-031',
    by: 'ext-plateau-agent',
    answers: { purpose: PURPOSE, handlerName: HANDLER },
  });
  await reviewOpening(opening);
  await opening.decide('open_proposal', 'agree');
  await opening.decide('open_approval', 'agree');
  await signAgreement(opening);
  await opening.decide('open_interface', 'done');
  await fileOpening(office);
  foreign = await everythingOf(share, opening);
  server = await listen(office.appUrl);
  await server.opened;
});
afterAll(async () => {
  await server.stop();
  await office.close();
});

/** Ids and words that belong to these cases and to nobody else. */
async function everythingOf(...walks: Walk[]): Promise<{ ids: string[]; words: string[] }> {
  const cases = walks.map(({ id }) => id);
  const ids = await office.sql<{ id: string }>(
    `select unnest($1::uuid[])::text as id union select id::text from task where case_id = any ($1) union select id::text from share_grant where case_id = any ($1)
     union select id::text from decision where case_id = any ($1) union select id::text from case_content where case_id = any ($1)`,
    [cases],
  );
  const words = await office.sql<{ word: string }>(
    `select number as word from case_file where id = any ($1) union select number from share_grant where case_id = any ($1)
     union select c.app_key from interface_credential c join share_grant g on g.id = c.grant_id where g.case_id = any ($1)`,
    [cases],
  );
  return { ids: ids.map(({ id }) => id), words: [...words.map(({ word }) => word), PURPOSE, HANDLER] };
}

function leaksIn(told: unknown): string[] {
  const text = JSON.stringify(told) ?? '';
  return [...foreign.ids, ...foreign.words].filter((secret) => text.includes(secret));
}

/** What every read of the interface tells this person, asked for each of the foreign things. */
async function readThroughApi(username: string): Promise<{ call: string; leaks: string[] }[]> {
  const client = await clientOf(server);
  const token = await client.signIn(username);
  const told = [];
  for (const { id, method, path, gives } of CALLS) {
    if (method !== 'get' || gives === 'text/event-stream' || id === 'openApi') continue;
    const places = path.includes('{') ? foreign.ids.map((thing) => path.replace(/\{\w+\}/g, thing)) : [path, `${path}?limit=100`];
    for (const place of places) {
      const { status, body } = await client.call('GET', place, { token });
      // An address that was asked for comes back in the problem's own words; what counts is what is behind it.
      if (status < 400) told.push({ call: id, leaks: leaksIn(body) });
    }
  }
  return told;
}

/** The same for what stands behind the pages. */
async function readThroughPages(actor: Actor): Promise<{ call: string; leaks: string[] }[]> {
  const { queries } = contextFor(await server.opened, pageOf(actor));
  const told = [];
  for (const [call, query] of Object.entries(queries)) {
    for (const id of [...foreign.ids, 'cat-040', 'cat-031']) {
      const asked = {
        caseId: id,
        taskId: id,
        grantId: id,
        entryId: id,
        box: 'todo',
        limit: 100,
        year: 2026,
        process: 'directional-open',
        number: id,
        text: '',
        level: 'city',
        operation: 'transfer',
        importId: id,
        ids: [id],
        tasks: [{ taskId: id, revision: 1 }],
        language: 'zh-CN',
      };
      const result: unknown = await Reflect.apply(query, null, [
        { ...asked, ...(call.startsWith('search') ? { q: foreign.words[0] } : {}), answers: { entryId: id }, itemIds: [], purpose: '' },
      ]);
      told.push({ call, leaks: leaksIn(result) });
    }
  }
  return told;
}

function pageOf(actor: Actor): Parameters<typeof contextFor>[1] {
  const refused = (): Promise<never> => Promise.reject(new Error('nobody signs in or checks a document here'));
  return {
    ...{ id: 'r1', nonce: '', csrf: '', onceKey: null, actor, mode: 'demo', signIn: refused, signOut: refused },
    ...{ address: '127.0.0.1', checkDocument: refused },
    explain: () => ({ title: '', detail: '', fields: {} }),
  };
}

test('somebody outside learns nothing of others through any call of the interface (SoD 14)', async () => {
  expect((await readThroughApi('ext-zhixing-agent')).filter(({ leaks }) => leaks.length > 0)).toEqual([]);
});

test('somebody outside learns nothing of others through any page (SoD 14)', async () => {
  expect((await readThroughPages(await office.person('ext-zhixing-agent'))).filter(({ leaks }) => leaks.length > 0)).toEqual([]);
});

test('the same walk finds them for a supervisor: it can fail', async () => {
  const calls = new Set((await readThroughApi('bdb-sec')).flatMap(({ call, leaks }) => (leaks.length > 0 ? [call] : [])));
  for (const call of ['listCases', 'getCase', 'getTask', 'listGrants', 'getGrant']) expect(calls).toContain(call);
  const pages = new Set(
    (await readThroughPages(await office.person('bdb-sec'))).flatMap(({ call, leaks }) => (leaks.length > 0 ? [call] : [])),
  );
  for (const page of ['caseDetails', 'caseList', 'taskDetails', 'grantDetails', 'grantList', 'search']) expect(pages).toContain(page);
});

test('somebody outside sees what their own organisation has part in', async () => {
  const client = await clientOf(server);
  const { body } = await client.call('GET', '/cases', { token: await client.signIn('ext-zhixing-agent') });
  expect(JSON.stringify(body)).toContain('公交车辆实时位置信息');
});

test('somebody outside asks what an entry demands, and takes the secret of their own interface once', async () => {
  const client = await clientOf(server);
  const token = await client.signIn('ext-plateau-agent');
  const { body } = await client.call('GET', '/catalogue/cat-031/open-conditions', { token });
  expect(body).toMatchObject({
    applicant: { name: '西藏高原生态环境研究院(虚构)' },
    conditions: expect.arrayContaining(['接口方式']),
    findings: [],
  });
  const grants = await client.call('GET', '/grants', { token });
  const id = String(fieldOf(grants, 'items', 0, 'id'));
  expect(await client.call('POST', `/grants/${id}/secret`, { token, key: 'the-same-click' })).toMatchObject({ status: 200 });
  expect(await client.call('POST', `/grants/${id}/secret`, { token, key: 'the-same-click' })).toMatchObject({ status: 409 });
  expect((await client.call('GET', '/open-notices', { token })).body).toMatchObject({ items: [{ entry: { id: 'cat-031' } }] });
});
