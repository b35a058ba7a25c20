import { afterAll, beforeAll, expect, test } from 'vitest';
import { addSigner } from '#server/commands/add-signer.ts';
import { claimTask } from '#server/commands/claim-task.ts';
import { copyTask } from '#server/commands/copy-task.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { delegateTask } from '#server/commands/delegate-task.ts';
import { handBackTask } from '#server/commands/hand-back-task.ts';
import { recallDelegation } from '#server/commands/recall-delegation.ts';
import { releaseTask } from '#server/commands/release-task.ts';
import { removeSigner } from '#server/commands/remove-signer.ts';
import { returnTask } from '#server/commands/return-task.ts';
import { takeBackTask } from '#server/commands/take-back-task.ts';
import { transferTask } from '#server/commands/transfer-task.ts';
import { urgeCase } from '#server/commands/urge-case.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { offeredTo, redraw } from '../support/operations.ts';

let office: Office;
let stewards: Actor[];
beforeAll(async () => {
  office = await openOffice(12);
  stewards = [];
  for (let n = 0; n < 6; n += 1) stewards.push(await office.hire(`police-steward-${n}`, 'police', ['data_steward']));
});
afterAll(async () => {
  await office.close();
});

const reason = '请办理';

async function atProvider() {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  return { walk, task: await walk.task('provider_decision') };
}

/** How many came through; the reasons of all others must be among these. */
function won(results: readonly unknown[], ...others: string[]): number {
  const refused = results.filter(isRefusal);
  for (const refusal of refused) expect(others).toContain(refusal.reason ?? refusal.fields?.['to']?.code);
  return results.length - refused.length;
}

async function holders(taskId: string): Promise<number> {
  return (await office.sql(`select 1 from task_signer where task_id = $1 and holder is not null and place = 'drawn'`, [taskId])).length;
}

async function steward(n: number): Promise<Actor> {
  const found = stewards[n];
  if (!found) throw new Error(`no steward ${n}`);
  return found;
}

test('of six who claim at once one has it in hand', async () => {
  const { task } = await atProvider();
  const results = await Promise.all(stewards.map((actor) => claimTask(office.db, actor, { taskId: task.id })));
  expect(won(results, 'held_by_colleague')).toBe(1);
  expect([await holders(task.id), (await offeredTo(office, task.id)).length]).toEqual([1, 1]);
});

test('a claim and a decision by somebody else at once: the second is told, and one of the two stands', async () => {
  for (let n = 0; n < 4; n += 1) {
    const { walk, task } = await atProvider();
    const { input } = await walk.act('provider_decision', 'agree', { by: await steward(0) });
    const acts = [
      async () => claimTask(office.db, await steward(1), { taskId: task.id }),
      async () => decideTask(office.db, await steward(0), input),
    ];
    const results = await Promise.all((n % 2 ? acts : acts.toReversed()).map((act) => act()));
    expect(won(results, 'held_by_colleague', 'task_decided')).toBe(1);
  }
});

test('released twice at once is released once', async () => {
  const { task } = await atProvider();
  const actor = await steward(0);
  accepted(await claimTask(office.db, actor, { taskId: task.id }));
  const results = await Promise.all([1, 2, 3].map(() => releaseTask(office.db, actor, { taskId: task.id })));
  expect(won(results, 'not_held')).toBe(1);
  expect(await offeredTo(office, task.id)).toEqual(['police:data_steward']);
});

test('transferred to three at once it is in one hand', async () => {
  const { task } = await atProvider();
  const actor = await steward(0);
  accepted(await claimTask(office.db, actor, { taskId: task.id }));
  const results = await Promise.all(
    [1, 2, 3].map((n) => transferTask(office.db, actor, { taskId: task.id, to: `police-steward-${n}`, reason })),
  );
  expect(won(results, 'held_by_colleague')).toBe(1);
  expect([await holders(task.id), (await offeredTo(office, task.id)).length]).toEqual([1, 1]);
});

test('delegated to two at once it is with one; handed back and recalled at once it comes back once', async () => {
  const { task } = await atProvider();
  const actor = await steward(0);
  const results = await Promise.all(
    [1, 2].map((n) => delegateTask(office.db, actor, { taskId: task.id, to: `police-steward-${n}`, reason })),
  );
  expect(won(results, 'with_delegate')).toBe(1);
  const [delegate] = await offeredTo(office, task.id);
  const colleague = await steward(Number(delegate?.at(-1)));
  const back = await Promise.all([
    handBackTask(office.db, colleague, { taskId: task.id, reason }),
    recallDelegation(office.db, actor, { taskId: task.id }),
  ]);
  expect(won(back, 'nothing_delegated')).toBe(1);
  expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward-0']);
});

test('the same colleague added three times at once is one signer, and one whom two remove is removed once', async () => {
  const { task } = await atProvider();
  const actor = await steward(0);
  const input = { taskId: task.id, to: 'police-leader', place: 'after', reason } as const;
  expect(won(await Promise.all([1, 2, 3].map(() => addSigner(office.db, actor, input))), 'person_asked_already')).toBe(1);
  const { signers } = accepted(await taskDetails(office.db, actor, { taskId: task.id }));
  const signerId = signers.find(({ removable }) => removable)?.id ?? '';
  const results = await Promise.all([1, 2].map(() => removeSigner(office.db, actor, { taskId: task.id, signerId, reason })));
  expect(won(results, 'signer_has_signed')).toBe(1);
});

test('all signers of a step at once: each signature is kept, and the engine is told once', async () => {
  redraw(
    office,
    'internal_consent',
    { rule: 'all' },
    '=[applicant + ":data_steward", applicant + ":dept_leader", applicant + ":catalogue_reviewer"]',
  );
  for (let n = 0; n < 3; n += 1) {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const signers = await Promise.all(['housing-steward', 'housing-leader'].map((by) => office.person(by)));
    const reviewer = await hiredReviewer(n);
    const acts = await Promise.all([...signers, reviewer].map((by) => walk.act('internal_consent', 'agree', { by })));
    const results = await Promise.all(acts.map(({ actor, input }) => decideTask(office.db, actor, input)));
    expect(won(results)).toBe(3);
    expect(await office.sql(`select 1 from outbox where case_id = $1 and kind = 'job.complete'`, [walk.id])).toHaveLength(1);
  }
});

/** A reviewer of the catalogue who also takes part in approvals. */
async function hiredReviewer(n: number): Promise<Actor> {
  return office.hire(`housing-reviewer-${n}`, 'housing', ['catalogue_reviewer', 'dept_applicant']);
}

test('one agrees and one rejects at once: the step ends once, whoever came first', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const yes = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
  const no = await walk.act('internal_consent', 'return', { by: 'housing-leader' });
  const results = await Promise.all([yes, no].map(({ actor, input }) => decideTask(office.db, actor, input)));
  won(results, 'task_decided');
  await walk.follow();
  expect(await walk.open()).toEqual(['revise']);
  redraw(office, 'internal_consent', { rule: 'any' }, '=[applicant + ":data_steward"]');
});

test('a return and a decision at once are one of the two', async () => {
  for (let n = 0; n < 4; n += 1) {
    const { walk, task } = await atProvider();
    const actor = await steward(0);
    const { input } = await walk.act('provider_decision', 'supplement', { by: actor });
    const acts = [
      () => decideTask(office.db, actor, input),
      () => returnTask(office.db, actor, { taskId: task.id, to: 'formal_check', straightBack: false, reason }),
    ];
    expect(won(await Promise.all((n % 2 ? acts : acts.toReversed()).map((act) => act())), 'task_decided')).toBe(1);
    await walk.follow();
    expect(['supplement', 'formal_check']).toContain((await walk.open())[0]);
  }
});

test('taken back while the next is being claimed, decided or taken back again: one of them stands', async () => {
  for (let n = 0; n < 4; n += 1) {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { id } = await walk.task('internal_consent');
    await walk.decide('internal_consent', 'agree');
    const next = await walk.act('formal_check', 'pass');
    const owner = await office.person('housing-steward');
    const acts = [
      () => takeBackTask(office.db, owner, { taskId: id }),
      () => decideTask(office.db, next.actor, next.input),
      () => takeBackTask(office.db, owner, { taskId: id }),
    ];
    const results = await Promise.all((n % 2 ? acts : acts.toReversed()).map((act) => act()));
    expect(won(results, 'task_cancelled', 'next_not_there', 'not_the_last', 'taken_further')).toBe(1);
    await walk.follow();
    expect(['internal_consent', 'provider_decision']).toContain((await walk.open())[0]);
  }
});

test('urged five times at once is urged once; the same copy at once reaches everybody', async () => {
  const { walk, task } = await atProvider();
  const urged = await Promise.all([1, 2, 3, 4, 5].map(() => urgeCase(office.db, walk.filer, { caseId: walk.id })));
  expect(won(urged, 'urged_today')).toBe(1);
  const copied = await Promise.all(stewards.slice(1).map(({ accountId }) => copyTo(task.id, accountId)));
  expect(won(copied)).toBe(5);
  const parties = await office.sql<{ parties: string[] }>('select parties from case_file where id = $1', [walk.id]);
  for (const { accountId } of stewards.slice(1)) expect(parties[0]?.parties).toContain(`police:@${accountId}`);
});

async function copyTo(taskId: string, to: string) {
  return copyTask(office.db, await steward(0), { taskId, to: [to], reason });
}
