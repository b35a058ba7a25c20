import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSigner } from '#server/commands/add-signer.ts';
import { removeSigner } from '#server/commands/remove-signer.ts';
import type { Actor } from '#server/domain/actor.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { eventsOf, offeredTo, redraw } from '../support/operations.ts';

/** Here the consent of the department is signed by three posts. */
const THREE = '=[applicant + ":data_steward", applicant + ":dept_leader", applicant + ":dept_confidentiality_reviewer"]';

let office: Office;
let steward: Actor;
let leader: Actor;
let reviewer: Actor;
let provider: Actor;
beforeAll(async () => {
  office = await openOffice();
  steward = await office.person('housing-steward');
  leader = await office.person('housing-leader');
  reviewer = await office.person('housing-secrecy');
  provider = await office.person('police-steward');
});
afterAll(async () => {
  await office.close();
});

async function file(): Promise<Walk> {
  return fileAndFollow(office, { entry: 'cat-018', levels: [2] });
}

async function told(walk: Walk): Promise<unknown[]> {
  const rows = await office.sql<{ told: unknown }>(
    `select payload->'variables'->>'internal_consent' as told from outbox where case_id = $1 and kind = 'job.complete' order by id`,
    [walk.id],
  );
  return rows.map((row) => row.told);
}

describe('all (会签)', () => {
  test('the engine hears of it once everybody has signed, each in their own post', async () => {
    redraw(office, 'internal_consent', { rule: 'all' }, THREE);
    const walk = await file();
    const task = await walk.task('internal_consent');
    expect(await offeredTo(office, task.id)).toHaveLength(3);
    await walk.decide('internal_consent', 'agree', { by: leader });
    expect([await offeredTo(office, task.id), await told(walk)]).toEqual([
      ['housing:data_steward', 'housing:dept_confidentiality_reviewer'],
      [],
    ]);
    expect(await walk.attempt('internal_consent', 'agree', { by: leader })).toMatchObject({ reason: 'signed_already' });
    await walk.decide('internal_consent', 'agree', { by: steward });
    await walk.decide('internal_consent', 'agree', { by: reviewer });
    expect([await walk.open(), await told(walk)]).toEqual([['formal_check'], ['agree']]);
    expect(await eventsOf(office, walk, task.id)).toEqual(['task.created', 'task.signed', 'task.signed', 'task.decided']);
    const signed = await office.sql('select acting_as from decision where task_id = $1 order by acting_as', [task.id]);
    expect(signed.map((row) => Object.values(row)[0])).toEqual([
      'housing:data_steward',
      'housing:dept_confidentiality_reviewer',
      'housing:dept_leader',
    ]);
  });

  test('a rejection ends it at once, and nobody else is asked any more', async () => {
    const walk = await file();
    const task = await walk.task('internal_consent');
    await walk.decide('internal_consent', 'agree', { by: leader });
    await walk.decide('internal_consent', 'return', { by: steward });
    expect([await walk.open(), await offeredTo(office, task.id), await told(walk)]).toEqual([['revise'], [], ['return']]);
    expect(await walk.attempt('revise', 'done', { by: 'housing-applicant' })).toMatchObject({ outcome: 'done' });
  });

  test('somebody who holds two of the posts signs once', async () => {
    const walk = await file();
    const both = await office.hire('housing-two-posts', 'housing', ['data_steward', 'dept_leader']);
    await walk.decide('internal_consent', 'agree', { by: both });
    expect(await walk.attempt('internal_consent', 'agree', { by: both })).toMatchObject({ reason: 'signed_already' });
  });
});

test('sequential (依次): each is asked after the one before', async () => {
  redraw(office, 'internal_consent', { rule: 'sequential' }, THREE);
  const walk = await file();
  const task = await walk.task('internal_consent');
  expect(await offeredTo(office, task.id)).toEqual(['housing:data_steward']);
  expect(await walk.attempt('internal_consent', 'agree', { by: leader })).toMatchObject({ reason: 'not_your_turn' });
  await walk.decide('internal_consent', 'agree', { by: steward });
  expect(await offeredTo(office, task.id)).toEqual(['housing:dept_leader']);
  await walk.decide('internal_consent', 'agree', { by: leader });
  await walk.decide('internal_consent', 'agree', { by: reviewer });
  expect(await walk.open()).toEqual(['formal_check']);
});

describe('ratio (票签)', () => {
  test('two of three agree: the third is not waited for', async () => {
    redraw(office, 'internal_consent', { rule: 'ratio', of: 2, outOf: 3 }, THREE);
    const walk = await file();
    await walk.decide('internal_consent', 'return', { by: steward });
    await walk.decide('internal_consent', 'agree', { by: leader });
    expect(await walk.open()).toEqual(['internal_consent']);
    await walk.decide('internal_consent', 'agree', { by: reviewer });
    expect([await walk.open(), await told(walk)]).toEqual([['formal_check'], ['agree']]);
  });

  test('it ends as soon as it cannot be reached any more', async () => {
    const walk = await file();
    await walk.decide('internal_consent', 'return', { by: steward });
    await walk.decide('internal_consent', 'return', { by: leader });
    expect([await walk.open(), await told(walk)]).toEqual([['revise'], ['return']]);
  });
});

describe('add signer (加签)', () => {
  async function atProvider() {
    redraw(office, 'internal_consent', { rule: 'any' }, '=[applicant + ":data_steward"]');
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    return { walk, task: await walk.task('provider_decision') };
  }
  const add = (taskId: string, place: 'before' | 'after', to = 'police-leader') =>
    addSigner(office.db, provider, { taskId, to, place, reason: '请会签' });

  test('before: the colleague signs first and fills in nothing, then it comes back', async () => {
    const { walk, task } = await atProvider();
    accepted(await add(task.id, 'before'));
    const policeLeader = await office.person('police-leader');
    const details = accepted(await taskDetails(office.db, policeLeader, { taskId: task.id }));
    expect(details).toMatchObject({
      canDecide: true,
      outcomes: [{ key: 'agree' }, { key: 'return' }],
      form: { schema: { components: [] } },
    });
    expect(await walk.attempt('provider_decision', 'agree', { by: provider })).toMatchObject({ reason: 'not_your_turn' });
    await walk.decide('provider_decision', 'agree', { by: 'police-leader' });
    await walk.decide('provider_decision', 'agree', { by: provider });
    expect(walk.effects).toContain('record_reply');
    expect(await eventsOf(office, walk, task.id)).toEqual(['task.created', 'task.signer_added', 'task.signed', 'task.decided']);
  });

  test('after: the reply waits for the colleague, and stands on the signature of the post that answers', async () => {
    const { walk, task } = await atProvider();
    accepted(await add(task.id, 'after'));
    await walk.decide('provider_decision', 'agree', { by: provider });
    expect(await walk.open()).toEqual(['provider_decision']);
    await walk.decide('provider_decision', 'agree', { by: 'police-leader' });
    expect(walk.effects).toContain('record_reply');
    expect(await walk.file()).toMatchObject({ replyState: 'recorded' });
  });

  test('after: who does not agree gives it back, and the other signs anew', async () => {
    const { walk, task } = await atProvider();
    accepted(await add(task.id, 'after'));
    await walk.decide('provider_decision', 'agree', { by: provider });
    await walk.decide('provider_decision', 'return', { by: 'police-leader', opinion: '范围过宽' });
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward']);
    await walk.decide('provider_decision', 'refuse', { by: provider });
    expect(await walk.file()).toMatchObject({ state: 'refused' });
    expect(await office.sql('select outcome, added from decision where task_id = $1 order by decided_at, outcome', [task.id])).toHaveLength(
      3,
    );
  });

  test('only by whoever has it in hand, from their own department, and nobody twice', async () => {
    const { task } = await atProvider();
    expect(await add(task.id, 'before', 'edu-leader')).toMatchObject({ fields: { to: { code: 'person_other_department' } } });
    accepted(await add(task.id, 'before'));
    const before = await taskDetails(office.db, await office.person('police-leader'), { taskId: task.id });
    expect(accepted(before).operations).toEqual(['decide', 'copy']);
    expect(await add(task.id, 'after', 'police-secrecy')).toMatchObject({ reason: 'not_your_turn' });
    const other = await atProvider();
    accepted(await add(other.task.id, 'after'));
    expect(await add(other.task.id, 'after')).toMatchObject({ fields: { to: { code: 'person_asked_already' } } });
    expect(
      await addSigner(office.db, await office.person('police-leader'), {
        taskId: task.id,
        to: 'police-secrecy',
        place: 'before',
        reason: '请会签',
      }),
    ).toMatchObject({ code: 'forbidden', reason: 'only_added' });
  });

  test('and removed again (减签) by who added them, while they have not signed', async () => {
    const { walk, task } = await atProvider();
    accepted(await add(task.id, 'after'));
    await walk.decide('provider_decision', 'agree', { by: provider });
    const [signer] = accepted(await taskDetails(office.db, provider, { taskId: task.id })).signers.filter(({ removable }) => removable);
    const remove = (actor: Actor) => removeSigner(office.db, actor, { taskId: task.id, signerId: signer?.id ?? '', reason: '不再需要' });
    expect(await remove(await office.person('police-leader'))).toMatchObject({ code: 'forbidden' });
    accepted(await remove(provider));
    expect(await offeredTo(office, task.id)).toEqual(['police:@police-steward']);
    await walk.decide('provider_decision', 'agree', { by: provider });
    expect(walk.effects).toContain('record_reply');
  });
});
