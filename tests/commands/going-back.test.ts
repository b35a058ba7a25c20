import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimTask } from '#server/commands/claim-task.ts';
import { openTask } from '#server/commands/open-task.ts';
import { returnTask } from '#server/commands/return-task.ts';
import { takeBackTask } from '#server/commands/take-back-task.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { operationChoices } from '#server/queries/task-operations.ts';
import { accepted, fileAndFollow, fileToProvider, nextJobKey } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { eventsOf, offeredTo } from '../support/operations.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const REASON = '口径不一致,请重新核对';

async function giveBack(walk: Walk, from: string, by: string, to: string, straightBack = false) {
  const task = await walk.task(from);
  const done = await returnTask(office.db, await office.person(by), { taskId: task.id, to, straightBack, reason: REASON });
  await walk.follow();
  return done;
}

async function targets(walk: Walk, from: string, by: string): Promise<string[]> {
  const task = await walk.task(from);
  const found = await operationChoices(office.db, await office.person(by), { taskId: task.id, operation: 'return' });
  return accepted(found).targets.map(({ element, straightBack }) => (straightBack ? `${element}!` : element));
}

/** At the leader of the provider, after the confidentiality reviewer. */
async function atLeader(): Promise<Walk> {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [4] });
  await walk.decide('provider_decision', 'agree');
  await walk.decide('confidentiality_opinion', 'agree');
  return walk;
}

describe('return (退回)', () => {
  test('to a step passed: who had decided it has it in hand again, then everything goes along the drawing', async () => {
    const walk = await atLeader();
    const left = await walk.task('leader_approval');
    accepted(await giveBack(walk, 'leader_approval', 'police-leader', 'provider_decision'));
    expect(await walk.open()).toEqual(['provider_decision']);
    const again = await walk.task('provider_decision');
    expect([again.round, await offeredTo(office, again.id)]).toEqual([2, ['police:@police-steward']]);
    expect(await eventsOf(office, walk, left.id)).toEqual(['task.created', 'task.returned']);
    await walk.decide('provider_decision', 'agree', { by: 'police-steward' });
    expect(await walk.open()).toEqual(['confidentiality_opinion']);
    await walk.decide('confidentiality_opinion', 'agree');
    await walk.decide('leader_approval', 'agree');
    expect(walk.effects).toContain('record_reply');
  });

  test('straight back here, where nobody between would be passed over', async () => {
    const walk = await atLeader();
    expect(await targets(walk, 'leader_approval', 'police-leader')).toEqual([
      'confidentiality_opinion!',
      'provider_decision',
      'formal_check',
    ]);
    expect(await giveBack(walk, 'leader_approval', 'police-leader', 'provider_decision', true)).toMatchObject({
      fields: { straightBack: { code: 'no_straight_back' } },
    });
    accepted(await giveBack(walk, 'leader_approval', 'police-leader', 'confidentiality_opinion', true));
    await walk.decide('confidentiality_opinion', 'agree');
    expect(await walk.open()).toEqual(['leader_approval']);
    const seen = accepted(await caseDetails(office.db, await office.person('police-leader'), { caseId: walk.id }));
    expect(seen.ahead.map(({ element }) => element)).toContain('provision');
    await walk.decide('leader_approval', 'agree');
    expect(walk.effects).toContain('record_reply');
  });

  test('to the applicant from the applicant’s own department and from the bureau, never from the provider’s side', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    expect(await targets(walk, 'internal_consent', 'housing-steward')).toEqual(['revise!']);
    await walk.decide('internal_consent', 'agree');
    expect(await targets(walk, 'formal_check', 'bdb-exchange')).toEqual(['internal_consent!', 'revise']);
    accepted(await giveBack(walk, 'formal_check', 'bdb-exchange', 'revise'));
    await walk.decide('revise', 'done', { by: 'housing-applicant' });
    expect(await walk.open()).toEqual(['internal_consent']);
    await walk.decide('internal_consent', 'agree');
    await walk.decide('formal_check', 'pass');
    expect(await targets(walk, 'provider_decision', 'police-steward')).toEqual(['formal_check!']);
    expect(await giveBack(walk, 'provider_decision', 'police-steward', 'revise')).toMatchObject({
      fields: { to: { code: 'not_a_return_target' } },
    });
  });

  test('not past what has taken effect, not from a step beside another, not without a reason', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const task = await walk.task('provider_decision');
    expect(
      await returnTask(office.db, await office.person('police-steward'), {
        taskId: task.id,
        to: 'formal_check',
        straightBack: false,
        reason: ' ',
      }),
    ).toMatchObject({ fields: { reason: { code: 'reason_required' } } });
    await walk.decide('provider_decision', 'agree');
    expect(await giveBack(walk, 'terms_provider', 'police-steward', 'provider_decision')).toMatchObject({ reason: 'nowhere_to_return' });
    await walk.decide('terms_applicant', 'confirm');
    await walk.decide('terms_provider', 'confirm');
    expect(await giveBack(walk, 'provision', 'bdb-ops', 'provider_decision')).toMatchObject({ reason: 'nowhere_to_return' });
  });

  test('is led again through the same returns after the engine has lost its data', async () => {
    const walk = await atLeader();
    accepted(await giveBack(walk, 'leader_approval', 'police-leader', 'confidentiality_opinion', true));
    await walk.decide('confidentiality_opinion', 'agree');
    await office.sql('update case_file set run = 2 where id = $1', [walk.id]);
    const visit = async (element: string, candidate: string) => {
      const jobKey = nextJobKey();
      const stay = { instanceKey: 'new', elementKey: `${jobKey}:${element}` };
      const opened = await openTask(office.db, { jobKey, caseId: walk.id, run: 2, element, candidates: [candidate], stay });
      const [row] = await office.sql<{ kind: string; to: string | null }>(
        `select kind, payload->>'to' as to from outbox where case_id = $1 and payload->>'jobKey' = $2`,
        [walk.id, jobKey],
      );
      // What the engine took proves the visit.
      await office.sql(`update outbox set state = 'delivered', result = 'delivered', delivered_at = now() where payload->>'jobKey' = $1`, [
        jobKey,
      ]);
      return [opened.result, row?.kind ?? null, row?.to ?? null];
    };
    expect(await visit('internal_consent', 'housing:data_steward')).toEqual(['answered', 'job.complete', null]);
    expect(await visit('confidentiality_opinion', 'police:dept_confidentiality_reviewer')).toEqual(['answered', 'job.complete', null]);
    expect(await visit('leader_approval', 'police:dept_leader')).toEqual(['answered', 'case.move', 'confidentiality_opinion']);
    expect(await visit('confidentiality_opinion', 'police:dept_confidentiality_reviewer')).toEqual([
      'answered',
      'case.move',
      'leader_approval',
    ]);
    expect(await visit('leader_approval', 'police:dept_leader')).toEqual(['taken_over', null, null]);
  });
});

describe('take back (取回)', () => {
  async function takeBack(walk: Walk, element: string, by: string) {
    const [task] = await office.sql<{ id: string }>(
      `select id from task where case_id = $1 and element = $2 and state = 'decided' order by round desc limit 1`,
      [walk.id, element],
    );
    const done = await takeBackTask(office.db, await office.person(by), { taskId: task?.id ?? '' });
    await walk.follow();
    return done;
  }

  test('by the last decider while nobody acted: the next task is gone, theirs is in their hand again', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    const next = await walk.task('formal_check');
    accepted(await takeBack(walk, 'internal_consent', 'housing-steward'));
    expect(await walk.open()).toEqual(['internal_consent']);
    expect(await offeredTo(office, next.id)).toEqual([]);
    const again = await walk.task('internal_consent');
    expect([again.round, await offeredTo(office, again.id)]).toEqual([2, ['housing:@housing-steward']]);
    await walk.decide('internal_consent', 'return', { by: 'housing-steward' });
    expect(await walk.open()).toEqual(['revise']);
  });

  test('not after somebody has taken the next step in hand, nor by anybody else, nor twice', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    expect(await takeBack(walk, 'internal_consent', 'bdb-exchange')).toMatchObject({
      code: 'forbidden',
      reason: 'not_a_candidate',
    });
    const next = await walk.task('formal_check');
    accepted(await claimTask(office.db, await office.person('bdb-exchange'), { taskId: next.id }));
    expect(await takeBack(walk, 'internal_consent', 'housing-steward')).toMatchObject({ reason: 'taken_further' });
    await walk.decide('formal_check', 'pass', { by: 'bdb-exchange' });
    expect(await takeBack(walk, 'internal_consent', 'housing-steward')).toMatchObject({ reason: 'not_the_last' });
    accepted(await takeBack(walk, 'formal_check', 'bdb-exchange'));
    expect(await takeBack(walk, 'formal_check', 'bdb-exchange')).toMatchObject({ reason: 'not_the_last' });
  });

  test('not what took effect, and not what was asked of the other side', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'supplement');
    expect(await takeBack(walk, 'provider_decision', 'police-steward')).toMatchObject({ reason: 'asks_cannot_be_taken_back' });
    await walk.decide('supplement', 'done', { by: 'housing-applicant' });
    await walk.decide('provider_decision', 'agree');
    expect(await takeBack(walk, 'provider_decision', 'police-steward')).toMatchObject({ reason: 'taken_further' });
  });
});
