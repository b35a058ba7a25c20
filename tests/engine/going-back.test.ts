import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayCase } from '#server/commands/replay-case.ts';
import { returnTask } from '#server/commands/return-task.ts';
import { takeBackTask } from '#server/commands/take-back-task.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { Task } from '#server/db/entities/task.ts';
import { rows } from '#server/db/orm.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { decideStep, fileSample, memberOf, placeOf } from './support/cases.ts';
import { openWorld, until } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const TO_LEADER = [
  ['internal_consent', 'agree'],
  ['formal_check', 'pass'],
  ['provider_decision', 'partly'],
  ['confidentiality_opinion', 'agree'],
] as const;

async function fileFour(): Promise<string> {
  const [item] = await rows<{ id: string }>(
    world.db.orm.em.fork(),
    `select id from information_item where entry_id = 'cat-018' and level = 4 limit 1`,
  );
  return fileSample(world.db, { entryId: 'cat-018', items: [item?.id ?? ''] });
}

async function openTaskOf(caseId: string, element: string): Promise<Task> {
  await world.untilAsked(caseId, element);
  return world.db.orm.em.fork().findOneOrFail(Task, { caseId, element, state: 'open' });
}

async function giveBack(caseId: string, from: string, to: string, straightBack: boolean): Promise<void> {
  const task = await openTaskOf(caseId, from);
  const done = await returnTask(world.db, await memberOf(world.db, task.candidates, task.barred), {
    taskId: task.id,
    to,
    straightBack,
    reason: '请重新核对',
  });
  if (isRefusal(done)) throw new Error(`not returned: ${JSON.stringify(done)}`);
}

async function elementsLeft(caseId: string, element: string): Promise<string[]> {
  const found = await rows<{ state: string }>(
    world.db.orm.em.fork(),
    `select v.state from element_visit v join case_file c on c.id = v.case_id and c.run = v.run
     where v.case_id = ? and v.element = ? order by v.entered_at, v.visit_key`,
    [caseId, element],
  );
  return found.map(({ state }) => state);
}

describe('the engine follows', () => {
  test('a return to a step that was passed, and everything along the drawing again', async () => {
    const id = await fileFour();
    await world.walk(id, TO_LEADER);
    await giveBack(id, 'leader_approval', 'provider_decision', false);
    await world.walk(id, [
      ['provider_decision', 'partly'],
      ['confidentiality_opinion', 'agree'],
      ['leader_approval', 'agree'],
      ['terms_applicant', 'confirm'],
      ['terms_provider', 'confirm'],
      ['provision', 'done'],
    ]);
    await world.untilState(id, 'granted');
    await until(async () => (await elementsLeft(id, 'leader_approval')).length === 2, 'the feed told of both stays');
    expect(await elementsLeft(id, 'leader_approval')).toEqual(['terminated', 'completed']);
  });

  test('a return for one step alone, and straight back', async () => {
    const id = await fileFour();
    await world.walk(id, TO_LEADER);
    await giveBack(id, 'leader_approval', 'confidentiality_opinion', true);
    await world.walk(id, [['confidentiality_opinion', 'agree']]);
    await world.untilAsked(id, 'leader_approval');
    await world.walk(id, [['leader_approval', 'agree']]);
    await world.untilAsked(id, 'terms_applicant');
    await world.untilAsked(id, 'terms_provider');
    expect((await placeOf(world.db, id)).open.map(({ element }) => element)).toEqual(['terms_applicant', 'terms_provider']);
  });

  test('a return to the applicant, whose boundaries and withdrawal still work', async () => {
    const id = await fileFour();
    await world.walk(id, TO_LEADER.slice(0, 1));
    await giveBack(id, 'formal_check', 'revise', false);
    await world.untilAsked(id, 'revise');
    const filer = await memberOf(world.db, ['housing:dept_applicant']);
    expect(isRefusal(await withdrawCase(world.db, filer, { caseId: id }))).toBe(false);
    const ended = async () => {
      const found = await rows<{ state: string }>(world.db.orm.em.fork(), 'select state from engine_instance where case_id = ?', [id]);
      return found.length === 1 && found[0]?.state !== 'active';
    };
    await until(ended, 'the instance has ended');
  });

  test('a decision that is taken back', async () => {
    const id = await fileFour();
    await world.untilAsked(id, 'internal_consent');
    const taskId = await decideStep(world.db, id, 'internal_consent', 'agree');
    await world.untilAsked(id, 'formal_check');
    const done = await takeBackTask(world.db, await memberOf(world.db, ['housing:data_steward']), { taskId });
    expect(isRefusal(done)).toBe(false);
    await world.walk(id, [['internal_consent', 'agree']]);
    await world.walk(id, [['formal_check', 'pass']]);
    await world.untilAsked(id, 'provider_decision');
    expect((await placeOf(world.db, id)).open).toMatchObject([{ element: 'provider_decision', round: 1 }]);
  });

  test('all of it again when its data were lost: a case comes back to where it stood', async () => {
    const id = await fileFour();
    await world.walk(id, TO_LEADER);
    await giveBack(id, 'leader_approval', 'confidentiality_opinion', true);
    await world.walk(id, [['confidentiality_opinion', 'agree']]);
    const before = await openTaskOf(id, 'leader_approval');
    await cancelInstance(id);
    const replayed = await replayCase(world.db, { caseId: id, fromRun: 1, epoch: 1, reason: 'instance_missing' });
    expect(replayed).toEqual({ replayed: true });
    await until(async () => (await openTaskOf(id, 'leader_approval')).jobKey !== before.jobKey, 'the step is asked for under a new job');
    expect((await placeOf(world.db, id)).open).toEqual([{ id: before.id, element: 'leader_approval', round: 2 }]);
    await world.walk(id, [['leader_approval', 'agree']]);
    await world.untilAsked(id, 'terms_provider');
  });
});

/** Only one instance of a case may be alive: the one that is lost is gone before the next begins. */
async function cancelInstance(caseId: string): Promise<void> {
  const [visit] = await rows<{ instanceKey: string }>(
    world.db.orm.em.fork(),
    'select instance_key as "instanceKey" from task_visit where case_id = ? limit 1',
    [caseId],
  );
  await world
    .engine()
    .client()
    ?.cancelInstance(visit?.instanceKey ?? '');
}
