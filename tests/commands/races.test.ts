import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAttachment } from '#server/commands/add-attachment.ts';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { openTask } from '#server/commands/open-task.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { accepted, applicationAnswers, fileAndFollow, fileToProvider, nextJobKey } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { PDF } from '../support/files.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice(12);
});
afterAll(async () => {
  await office.close();
});

/** How many came through; the reasons of all others must be among these. */
function won(results: readonly unknown[], others: readonly string[]): number {
  const refused = results.filter(isRefusal);
  for (const refusal of refused) expect(others).toContain(refusal.reason);
  return results.length - refused.length;
}

async function decisionsIn(walk: Walk, element: string): Promise<number> {
  return (await office.sql('select 1 from decision where case_id = $1 and element = $2', [walk.id, element])).length;
}

test('of ten people who decide at once one wins, the others are told that it is decided', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  const deciders: Actor[] = [];
  for (let i = 0; i < 10; i += 1) deciders.push(await office.hire(`steward-${i}`, 'police', ['data_steward']));
  const { input } = await walk.act('provider_decision', 'agree');
  const results = await Promise.all(
    deciders.map((actor, i) =>
      decideTask(office.db, actor, { ...input, outcome: i % 2 ? 'agree' : 'refuse', answers: i % 2 ? input.answers : {} }),
    ),
  );
  expect(won(results, ['task_decided'])).toBe(1);
  expect(results.filter(isRefusal).every(({ code }) => code === 'already_decided')).toBe(true);
  expect(await decisionsIn(walk, 'provider_decision')).toBe(1);
  expect(await office.sql(`select 1 from outbox where case_id = $1 and payload->>'taskId' = $2`, [walk.id, input.taskId])).toHaveLength(1);
});

test('one person who clicks twice decides once', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const { actor, input } = await walk.act('internal_consent', 'agree');
  expect(won(await Promise.all(Array.from({ length: 4 }, () => decideTask(office.db, actor, input))), ['task_decided'])).toBe(1);
});

test('a decision and a withdrawal at once leave one of the two', async () => {
  for (let i = 0; i < 4; i += 1) {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { actor, input } = await walk.act('internal_consent', 'agree');
    const acts = [() => decideTask(office.db, actor, input), () => withdrawCase(office.db, walk.filer, { caseId: walk.id })];
    const results = await Promise.all((i % 2 ? acts : acts.toReversed()).map((act) => act()));
    won(results, ['task_cancelled']);
    await walk.follow();
    expect(await walk.file()).toMatchObject({ state: 'withdrawn' });
    expect(await walk.open()).toEqual([]);
  }
});

test('five withdrawals at once are one', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  expect(
    won(await Promise.all(Array.from({ length: 5 }, () => withdrawCase(office.db, walk.filer, { caseId: walk.id }))), ['case_ended']),
  ).toBe(1);
});

test('a supplement that comes while it lapses is either in time or lapsed, never both', async () => {
  for (let i = 0; i < 3; i += 1) {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'supplement');
    const { actor, input } = await walk.act('supplement', 'done', { by: 'housing-applicant' });
    office.at('2026-11-30T18:00:01');
    const [decided] = await Promise.all([decideTask(office.db, actor, input), attendClocks(office.db)]);
    await walk.follow();
    expect(await walk.file()).toMatchObject({ state: isRefusal(decided) ? 'lapsed' : 'submitted' });
    expect(await walk.open()).toEqual(isRefusal(decided) ? [] : ['provider_decision']);
  }
  office.at(MORNING);
});

test('two schedules at once remind once', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  office.at('2026-12-20T09:00:00');
  await Promise.all([attendClocks(office.db), attendClocks(office.db), attendClocks(office.db)]);
  const overdue = await office.sql(`select 1 from event where case_id = $1 and type = 'clock.overdue'`, [walk.id]);
  expect(overdue).toHaveLength(1);
  office.at(MORNING);
});

test('the same draft filed three times at once is one case, and the others are told', async () => {
  const filer = await office.person('housing-applicant');
  const answers = await applicationAnswers(office, { entry: 'cat-040' });
  const draft = accepted(await saveDraft(office.db, filer, { process: 'conditional-share', subject: 'entry:cat-040', answers }));
  const filing = { process: 'conditional-share', answers, draftId: draft.id };
  const results = await Promise.all(Array.from({ length: 3 }, () => fileCase(office.db, filer, filing)));
  expect(won(results, ['draft_not_found'])).toBe(1);
  expect(await office.sql(`select 1 from case_file where entry_id = 'cat-040'`)).toHaveLength(1);
});

test('one attachment goes into one of two cases that are filed at once', async () => {
  const filer = await office.person('civil-applicant');
  const file = accepted(await addAttachment(office.db, filer, { name: '依据.pdf', bytes: PDF }));
  const answers = { ...(await applicationAnswers(office, { entry: 'cat-018', levels: [2] })), attachments: [file.id] };
  const results = await Promise.all(Array.from({ length: 3 }, () => fileCase(office.db, filer, { process: 'conditional-share', answers })));
  const passed = results.flatMap((result) => (isRefusal(result) ? [] : [result.id]));
  expect(passed).toHaveLength(1);
  expect(await office.sql('select case_id from attachment where id = $1', [file.id])).toEqual([{ case_id: passed[0] }]);
});

test('numbers have no gap and no double, however many file at once and some in vain', async () => {
  const filer = await office.person('edu-applicant');
  const answers = await applicationAnswers(office, { entry: 'cat-002' });
  await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      fileCase(office.db, filer, { process: 'conditional-share', answers: i % 3 ? answers : { ...answers, purpose: '' } }),
    ),
  );
  const numbers = await office.sql<{ n: number }>(`select substring(number from '〕(\\d+)号')::int as n from case_file order by 1`);
  expect(numbers.map(({ n }) => n)).toEqual(numbers.map((_, i) => i + 1));
});

test('two requests for an extension at once are one', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  const steward = await office.person('police-steward');
  const taskId = (await walk.task('provider_decision')).id;
  const results = await Promise.all([2, 3, 4].map((days) => requestExtension(office.db, steward, { taskId, days, reason: '会商' })));
  expect(won(results, ['extension_pending'])).toBe(1);
});

test('the first draft of a thing saved five times at once is one draft', async () => {
  const filer = await office.person('edu-applicant');
  const saved = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      saveDraft(office.db, filer, { process: 'conditional-share', subject: 'entry:cat-041', answers: { purpose: `第${i}稿` } }),
    ),
  );
  expect(new Set(saved.map((draft) => accepted(draft).id)).size).toBe(1);
});

describe('a job of the engine', () => {
  test('that comes ten times at once is one task', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const job = { jobKey: nextJobKey(), caseId: walk.id, run: 1, element: 'formal_check', candidates: ['bdb:bureau_share_officer'] };
    const opened = await Promise.all(Array.from({ length: 10 }, () => openTask(office.db, job)));
    expect(opened.map(({ result }) => result).toSorted()).toEqual([...Array.from({ length: 9 }, () => 'known'), 'opened']);
    expect(await office.sql(`select 1 from task where case_id = $1 and element = 'formal_check'`, [walk.id])).toHaveLength(1);
  });
});

test('everything at once on a few cases ends without a deadlock', async () => {
  const walks = await Promise.all(Array.from({ length: 3 }, () => fileAndFollow(office, { entry: 'cat-018', levels: [2] })));
  const acts = await Promise.all(walks.map(async (walk) => ({ walk, ...(await walk.act('internal_consent', 'agree')) })));
  const answers = await applicationAnswers(office, { entry: 'cat-002' });
  const filer = await office.person('edu-applicant');
  const results = await Promise.allSettled(
    acts.flatMap(({ walk, actor, input }) => [
      decideTask(office.db, actor, input),
      withdrawCase(office.db, walk.filer, { caseId: walk.id }),
      attendClocks(office.db),
      openTask(office.db, {
        jobKey: nextJobKey(),
        caseId: walk.id,
        run: 1,
        element: 'formal_check',
        candidates: ['bdb:bureau_share_officer'],
      }),
      fileCase(office.db, filer, { process: 'conditional-share', answers }),
    ]),
  );
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
});
