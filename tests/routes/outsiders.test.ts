import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileToProvider } from '../support/cases.ts';
import { fileOpening, reviewOpening, signAgreement } from '../support/openings.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { clientOf, fieldOf } from './client.ts';
import { everythingOf, readThroughApi, readThroughPages } from './reads.ts';
import type { Secrets } from './reads.ts';
import { listen } from './serve.ts';
import type { Listening } from './serve.ts';

let office: Office;
let server: Listening;
let foreign: Secrets;

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
  foreign = await everythingOf(office, [share, opening], [PURPOSE, HANDLER], ['cat-040', 'cat-031']);
  server = await listen(office.appUrl);
  await server.opened;
});
afterAll(async () => {
  await server.stop();
  await office.close();
});

test('somebody outside learns nothing of others through any call of the interface (SoD 14)', async () => {
  expect((await readThroughApi(server, foreign, 'ext-zhixing-agent')).filter(({ leaks }) => leaks.length > 0)).toEqual([]);
});

test('somebody outside learns nothing of others through any page (SoD 14)', async () => {
  expect(
    (await readThroughPages(server, foreign, await office.person('ext-zhixing-agent'))).filter(({ leaks }) => leaks.length > 0),
  ).toEqual([]);
});

test('the same walk finds them for a supervisor: it can fail', async () => {
  const calls = new Set((await readThroughApi(server, foreign, 'bdb-sec')).flatMap(({ call, leaks }) => (leaks.length > 0 ? [call] : [])));
  for (const call of ['listCases', 'getCase', 'getTask', 'listGrants', 'getGrant']) expect(calls).toContain(call);
  const pages = new Set(
    (await readThroughPages(server, foreign, await office.person('bdb-sec'))).flatMap(({ call, leaks }) =>
      leaks.length > 0 ? [call] : [],
    ),
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
