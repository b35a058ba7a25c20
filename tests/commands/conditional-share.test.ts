import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileCase } from '#server/commands/file-case.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { rows } from '#server/db/orm.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { accepted, applicationAnswers, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { beijing, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

/** Every kind of step is open at least once on this way. */
const WAY = [
  'internal_consent:return',
  'revise:done',
  'internal_consent:agree',
  'formal_check:pass',
  'provider_decision:supplement',
  'supplement:done',
  'provider_decision:agree',
  'confidentiality_opinion:agree',
  'leader_approval:agree',
  'terms_applicant:confirm',
  'terms_provider:confirm',
];

/** Withdraws, looks at what that would leave, and takes the withdrawal back before its commit. */
async function couldWithdraw(walk: Walk): Promise<void> {
  const left: object[] = [];
  const tried = withdrawCase(
    {
      ...office.db,
      async beforeCommit(tx) {
        left.push(...(await rows<object>(tx.em, `select element from task where case_id = ? and state = 'open'`, [walk.id])));
        left.push(
          ...(await rows<object>(
            tx.em,
            `select limit_key from clock where case_id = ? and (state in ('running', 'stopped') or attention_at is not null)`,
            [walk.id],
          )),
        );
        left.push(
          ...(await rows<object>(tx.em, `select group_id from task_candidate c join task t on t.id = c.task_id where t.case_id = ?`, [
            walk.id,
          ])),
        );
        throw new Error('taken back');
      },
    },
    walk.filer,
    { caseId: walk.id },
  );
  await expect(tried).rejects.toThrow('taken back');
  expect(left).toEqual([]);
}

async function confirmAndProvide(walk: Walk): Promise<void> {
  expect(await walk.open()).toEqual(['terms_applicant', 'terms_provider']);
  await walk.decide('terms_provider', 'confirm');
  await walk.decide('terms_applicant', 'confirm');
  await walk.decide('provision', 'done');
}

describe('route', () => {
  test('an unconditional share is granted at once, as it was registered (requirement 59)', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-002' });
    const { itemIds } = await applicationAnswers(office, { entry: 'cat-002' });
    expect(await walk.open()).toEqual([]);
    expect(await walk.file()).toMatchObject({ state: 'granted', endedAt: office.db.now() });
    expect(await walk.grant()).toMatchObject({
      state: 'active',
      consumerId: 'housing',
      providerId: 'samr',
      treatment: 'raw',
      items: itemIds,
    });
  });

  test('an entry that is not shared is stopped, with its basis for the applicant to read', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-060' });
    expect(await walk.file()).toMatchObject({ state: 'not_shared' });
    expect(await walk.grant()).toBeNull();
    const details = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(details.application.entry?.notSharedBasis).toMatch(/法/);
    expect(details.timeline.map((item) => item.type)).toContain('case.stopped');
  });
});

describe('urgency', () => {
  const urgent = { urgent: 'yes', urgentReason: '防汛应急响应期间核对受灾家庭' };

  test('shortens the internal limits once the bureau has found it so', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], answers: urgent });
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'pass', { answers: { urgentConfirmed: 'yes' } });
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-11-30T18:00:00'));
  });

  test('is nothing that the applicant decides', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], answers: urgent });
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'pass', { answers: { urgentConfirmed: 'no' } });
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-07T18:00:00'));
  });
});

describe('returns', () => {
  test('a consent refused inside the department sends the application back, and the revised one is consented to anew', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'return');
    expect(await walk.open()).toEqual(['revise']);
    await walk.decide('revise', 'done', { answers: { purpose: '改写后的用途:核对居住证' } });
    expect(await walk.open()).toEqual(['internal_consent']);
    expect(await walk.file()).toMatchObject({ state: 'submitted', revision: 2 });
  });

  test('the formal check returns for correction, which leads through the consent again', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'return');
    await walk.decide('revise', 'done');
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'pass');
    expect(await walk.open()).toEqual(['provider_decision']);
  });

  test('a revised application with higher items is reviewed as what it asks for now', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    expect((await walk.file()).facts).toMatchObject({ level: 2, reviewLevel: 2 });
    await walk.decide('internal_consent', 'return');
    const { itemIds = [] } = await applicationAnswers(office, { entry: 'cat-018', levels: [2, 4] });
    await walk.decide('revise', 'done', { answers: { itemIds } });
    expect((await walk.file()).facts).toMatchObject({ level: 4, reviewLevel: 4 });
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'pass');
    await walk.decide('provider_decision', 'agree');
    expect(await walk.open()).toEqual(['confidentiality_opinion']);
    await walk.decide('confidentiality_opinion', 'agree');
    expect(await walk.open()).toEqual(['leader_approval']);
  });
});

test('an entry that is for verification only is shared in no other way (requirement 56)', async () => {
  const by = 'housing-applicant';
  const input = { entry: 'cat-042', by, answers: { method: 'query_api' } };
  const filed = await fileCase(office.db, await office.person(by), {
    process: 'conditional-share',
    answers: await applicationAnswers(office, input),
  });
  expect(filed).toMatchObject({ code: 'invalid', fields: { method: { code: 'not_an_option' } } });
});

test('the department that uses the data names who of its own people answers for it (requirement 30)', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  for (const responsiblePerson of ['', 'civil-steward'])
    expect(await walk.attempt('internal_consent', 'agree', { answers: { responsiblePerson } })).toMatchObject({
      code: 'invalid',
      fields: { responsiblePerson: {} },
    });
  await walk.decide('internal_consent', 'agree', { answers: { responsiblePerson: 'housing-steward' } });
});

describe('the provider agrees', () => {
  test.each(['agree', 'partly'])('at levels 1 and 2 the steward alone answers: %s', async (outcome) => {
    const walk = await fileToProvider(office, { entry: 'cat-003', levels: [1, 2] });
    await walk.decide('provider_decision', outcome);
    expect(await walk.grant()).toMatchObject({ state: 'approved', activatedAt: null });
    await confirmAndProvide(walk);
    expect(await walk.file()).toMatchObject({ state: 'granted' });
    expect(await walk.grant()).toMatchObject({ state: 'active', activatedAt: office.db.now() });
  });

  test('at level 3 the confidentiality reviewer must agree too, and the leader need not', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [3] });
    await walk.decide('provider_decision', 'agree');
    expect(await walk.open()).toEqual(['confidentiality_opinion']);
    expect(await walk.grant()).toBeNull();
    await walk.decide('confidentiality_opinion', 'agree');
    await confirmAndProvide(walk);
    expect(walk.effects).toEqual(['record_reply', 'activate']);
  });

  test('sensitive personal items of a low level are reviewed like level 3', async () => {
    await office.sql(`update information_item set flags = '{personal,sensitive_personal}' where entry_id = 'cat-015' and level = 1`);
    const walk = await fileToProvider(office, { entry: 'cat-015', levels: [1] });
    expect((await walk.file()).facts).toMatchObject({ level: 1, reviewLevel: 3 });
    await walk.decide('provider_decision', 'agree');
    expect(await walk.open()).toEqual(['confidentiality_opinion']);
  });

  test('at level 4 the leader signs as well', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    await walk.decide('provider_decision', 'agree');
    await walk.decide('confidentiality_opinion', 'agree');
    expect(await walk.open()).toEqual(['leader_approval']);
    expect(await walk.grant()).toBeNull();
    await walk.decide('leader_approval', 'agree');
    await confirmAndProvide(walk);
    expect(await walk.file()).toMatchObject({ state: 'granted' });
  });

  test('an answer that the reviewer or the leader returns is given anew, and reviewed anew', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    await walk.decide('provider_decision', 'agree');
    await walk.decide('confidentiality_opinion', 'return');
    await walk.decide('provider_decision', 'partly');
    await walk.decide('confidentiality_opinion', 'agree');
    await walk.decide('leader_approval', 'return');
    await walk.decide('provider_decision', 'partly');
    await walk.decide('confidentiality_opinion', 'agree');
    await walk.decide('leader_approval', 'agree');
    expect(await walk.grant()).toMatchObject({ state: 'approved' });
  });

  test('items that the confidentiality opinion leaves out are not granted', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2, 3] });
    const { itemIds = [] } = await applicationAnswers(office, { entry: 'cat-018', levels: [2, 3] });
    const [released = ''] = Array.isArray(itemIds) ? itemIds.map(String) : [];
    await walk.decide('provider_decision', 'agree');
    await walk.decide('confidentiality_opinion', 'agree', { answers: { reviewedItems: [released] } });
    expect((await walk.grant())?.items).toEqual([released]);
  });
});

describe('the provider refuses', () => {
  test.each([2, 3])('at level %i the steward alone refuses, with reason and basis (requirement 60)', async (level) => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [level] });
    expect(await walk.attempt('provider_decision', 'refuse', { opinion: ' ', basis: '\u0000 ' })).toMatchObject({
      code: 'invalid',
      fields: { opinion: { code: 'opinion_required' }, basis: { code: 'basis_required' } },
    });
    await walk.decide('provider_decision', 'refuse');
    expect(await walk.file()).toMatchObject({ state: 'refused' });
    expect(await walk.grant()).toBeNull();
    expect(await walk.open()).toEqual([]);
  });

  test('at level 4 the leader signs a refusal too', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
    await walk.decide('provider_decision', 'refuse');
    expect(await walk.open()).toEqual(['leader_approval']);
    expect(await walk.file()).toMatchObject({ state: 'submitted' });
    await walk.decide('leader_approval', 'agree');
    expect(await walk.file()).toMatchObject({ state: 'refused' });
  });
});

describe('one department on both sides', () => {
  test("the bureau's leader answers, the city's reviewer gives the opinion, and no leader signs twice", async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4], by: 'police-applicant' });
    expect((await walk.task('provider_decision')).candidates).toEqual(['bdb:bureau_leader']);
    await walk.decide('provider_decision', 'agree');
    expect((await walk.task('confidentiality_opinion')).candidates).toEqual(['secrecy:city_confidentiality_reviewer']);
    await walk.decide('confidentiality_opinion', 'agree');
    expect((await walk.task('terms_provider')).candidates).toEqual(['bdb:bureau_leader']);
    await confirmAndProvide(walk);
    expect(await walk.file()).toMatchObject({ state: 'granted' });
  });
});

describe('withdrawal', () => {
  test('is possible at every step until the grant is active, and leaves nothing open', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [4] });
    await couldWithdraw(walk);
    for (const move of WAY) {
      const [element = '', outcome = ''] = move.split(':');
      await walk.decide(element, outcome);
      await couldWithdraw(walk);
    }
    expect(await walk.open()).toEqual(['provision']);
    accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id, reason: '项目取消\u0000,不再需要' }));
    await walk.follow();
    const { timeline } = accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id }));
    expect(timeline.find((item) => item.type === 'case.withdrawn')?.opinion).toBe('项目取消,不再需要');
    expect(await walk.file()).toMatchObject({ state: 'withdrawn' });
    expect(await walk.grant()).toMatchObject({ state: 'withdrawn' });
  });

  test('is too late once the grant is active', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-002' });
    expect(await withdrawCase(office.db, walk.filer, { caseId: walk.id })).toMatchObject({ code: 'wrong_state', reason: 'case_ended' });
    expect(await walk.grant()).toMatchObject({ state: 'active' });
  });

  test("is for the filer and the department's steward; other parties may not, and strangers learn nothing", async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    expect(await withdrawCase(office.db, await office.person('police-steward'), { caseId: walk.id })).toMatchObject({ code: 'forbidden' });
    expect(await withdrawCase(office.db, await office.person('housing-leader'), { caseId: walk.id })).toMatchObject({ code: 'forbidden' });
    expect(await withdrawCase(office.db, await office.person('civil-steward'), { caseId: walk.id })).toMatchObject({ code: 'not_found' });
    accepted(await withdrawCase(office.db, await office.person('housing-steward'), { caseId: walk.id }));
  });
});
