import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordReply } from '#server/commands/record-reply.ts';
import { stopCase } from '#server/commands/stop-case.ts';
import { openTask } from '#server/commands/open-task.ts';
import { readPdf } from '../support/pdf.ts';
import { clientOf, fieldOf } from './client.ts';
import type { Client } from './client.ts';
import { serve } from './serve.ts';
import type { Served } from './serve.ts';

let server: Served;
let client: Client;
let tokens: Record<'applicant' | 'consenter' | 'provider' | 'officer' | 'stranger', string>;

beforeAll(async () => {
  server = await serve({ publicUrl: 'https://gongkai.example' });
  client = await clientOf(server);
  tokens = {
    applicant: await client.signIn('housing-applicant'),
    consenter: await client.signIn('housing-steward'),
    provider: await client.signIn('civil-steward'),
    officer: await client.signIn('bdb-exchange'),
    stranger: await client.signIn('culture-applicant'),
  };
});
afterAll(() => server.stop());

async function file(entry: string): Promise<string> {
  const { body } = await client.call('GET', `/forms/share_application/1/example?entry=${entry}`, { token: tokens.applicant });
  const reply = await client.call('POST', '/cases', { token: tokens.applicant, body: { process: 'conditional-share', answers: body } });
  expect(reply.status, JSON.stringify(reply.body)).toBe(201);
  return String(fieldOf(reply, 'id'));
}

let jobs = 0;

/** The step is asked for and answered as this person does it. */
async function decide(caseId: string, element: string, group: string, token: string, decision: object): Promise<void> {
  jobs += 1;
  await openTask(server.services.db, { jobKey: String(jobs), caseId, run: 1, element, candidates: [group] });
  const [task] = await server.sql(`select id from task where case_id = $1 and state = 'open'`, [caseId]);
  const decided = await client.call('POST', `/tasks/${String(task?.['id'])}/decision`, { token, body: { revision: 1, ...decision } });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
}

/** A refusal by the provider, recorded as the engine has it recorded. */
async function refused(): Promise<string> {
  const caseId = await file('cat-040');
  await decide(caseId, 'internal_consent', 'housing:data_steward', tokens.consenter, {
    outcome: 'agree',
    answers: { necessity: 'yes', responsiblePerson: 'housing-applicant' },
    opinion: '确为履职所需',
  });
  await decide(caseId, 'provider_decision', 'civil:data_steward', tokens.provider, {
    outcome: 'refuse',
    answers: {},
    opinion: '用途不在法定职责之内',
    basis: '《政务数据共享条例》第十五条',
  });
  expect(await recordReply(server.services.db, { caseId, run: 1, element: 'record_refusal' })).toEqual({ done: true });
  return caseId;
}

const rowsSchema = z.object({ items: z.array(z.object({ kind: z.string(), title: z.string(), number: z.string(), edition: z.int() })) });

async function kinds(caseId: string, token: string): Promise<string[]> {
  return rowsSchema.parse((await client.call('GET', `/cases/${caseId}/documents`, { token })).body).items.map(({ kind }) => kind);
}

describe('documents over the interface', () => {
  test('the applicant gets the notice, the provider and the bureau the approval sheet as well', async () => {
    const caseId = await refused();
    expect(await kinds(caseId, tokens.applicant)).toEqual(['refusal-notice']);
    for (const token of [tokens.provider, tokens.officer]) expect(await kinds(caseId, token)).toEqual(['approval-sheet', 'refusal-notice']);
    expect((await client.call('GET', `/cases/${caseId}/documents/approval-sheet.pdf`, { token: tokens.provider })).status).toBe(200);
    expect((await client.call('GET', `/cases/${caseId}/documents/approval-sheet.pdf`, { token: tokens.applicant })).status).toBe(404);
  });

  test('a document is a PDF to be looked at, with its name, its words, and the address to check it', async () => {
    const caseId = await refused();
    const reply = await client.call('GET', `/cases/${caseId}/documents/refusal-notice.pdf`, { token: tokens.applicant });
    expect([reply.status, reply.headers.get('Content-Type'), reply.headers.get('Cache-Control')]).toEqual([
      200,
      'application/pdf',
      'no-store',
    ]);
    expect(decodeURIComponent(reply.headers.get('Content-Disposition') ?? '')).toMatch(
      /^inline; filename\*=UTF-8''不予共享告知书 数不予〔2026〕\d+号\.pdf$/,
    );
    const text = readPdf(z.instanceof(Buffer).parse(reply.body)).texts.join('');
    for (const part of ['不予共享告知书', '用途不在法定职责之内', '第十五条', 'https://gongkai.example/verify/'])
      expect(text).toContain(part);
  });

  test('an entry that is not shared gives a notice at once', async () => {
    const caseId = await file('cat-060');
    await stopCase(server.services.db, { caseId, run: 1, element: 'stop_not_shared' });
    expect(await kinds(caseId, tokens.applicant)).toEqual(['refusal-notice']);
  });

  test('before it exists, of an unknown kind, of an edition that never was, there is none', async () => {
    const fresh = await file('cat-040');
    expect(await kinds(fresh, tokens.applicant)).toEqual([]);
    const caseId = await refused();
    for (const path of [
      `/cases/${fresh}/documents/refusal-notice.pdf`,
      `/cases/${caseId}/documents/reply.pdf`,
      `/cases/${caseId}/documents/unknown.pdf`,
      `/cases/${caseId}/documents/constructor.pdf`,
      `/cases/${caseId}/documents/refusal-notice.pdf?edition=2`,
      `/cases/00000000-0000-0000-0000-000000000000/documents/refusal-notice.pdf`,
    ])
      expect((await client.call('GET', path, { token: tokens.applicant })).status, path).toBe(404);
    expect((await client.call('GET', `/cases/${caseId}/documents/refusal-notice.pdf?edition=1`, { token: tokens.applicant })).status).toBe(
      200,
    );
    expect((await client.call('GET', `/cases/${caseId}/documents/refusal-notice.pdf?edition=0`, { token: tokens.applicant })).status).toBe(
      422,
    );
  });

  test('who may not see the case, or is not signed in, learns nothing', async () => {
    const caseId = await refused();
    for (const path of [`/cases/${caseId}/documents`, `/cases/${caseId}/documents/refusal-notice.pdf`]) {
      expect((await client.call('GET', path, { token: tokens.stranger })).status, path).toBe(404);
      expect((await client.call('GET', path)).status, path).toBe(401);
    }
  });

  test('checks from one address are counted, and too many have to wait', async () => {
    const { checkBrake } = server.services;
    const waits = await Promise.all(Array.from({ length: 61 }, () => checkBrake.press('192.0.2.7')));
    expect(waits.filter((wait) => wait !== null)).toEqual([expect.any(Number)]);
    expect(await checkBrake.press('192.0.2.8'), 'nobody waits for another').toBeNull();
  });
});
