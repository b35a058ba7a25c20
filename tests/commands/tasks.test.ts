import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelTask } from '#server/commands/cancel-task.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { openTask } from '#server/commands/open-task.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { Task } from '#server/db/entities/task.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, fileAndFollow, fileToProvider, nextJobKey } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const CONSENT = ['housing:data_steward'];

/** The engine comes back to a step in a later run, as a replay does. */
async function comeBack(walk: Walk, element: string, candidates: readonly string[], run: number, jobKey = nextJobKey()) {
  return openTask(office.db, { jobKey, caseId: walk.id, run, element, candidates });
}

async function nextRun(walk: Walk): Promise<void> {
  await office.sql('update case_file set run = run + 1 where id = $1', [walk.id]);
}

async function completions(walk: Walk): Promise<object[]> {
  return office.sql(`select payload - 'taskId' - 'kind' as told from outbox where case_id = $1 and kind = 'job.complete' order by id`, [
    walk.id,
  ]);
}

describe('in a replay', () => {
  test('a step that was decided is answered from the record, with the variables of then', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'return');
    await walk.decide('revise', 'done', {
      answers: {
        itemIds: [
          (await office.sql<{ id: string }>(`select id from information_item where entry_id = 'cat-018' and level = 4`))[0]?.id ?? '',
        ],
      },
    });
    await nextRun(walk);
    expect(await comeBack(walk, 'internal_consent', CONSENT, 2, '77001')).toEqual({ result: 'answered' });
    expect(await comeBack(walk, 'revise', ['housing:dept_applicant'], 2, '77002')).toEqual({ result: 'answered' });
    const told = (await completions(walk)).map((row) => JSON.stringify(row));
    expect(told[2]).toContain('"internal_consent": "return"'.replace(': ', ':'));
    const [first, second] = [told[1], told[3]].map((text) => text?.replace(/"jobKey":"\d+"/, ''));
    expect(second).toBe(first);
    expect(told[3]).toContain('77002');
  });

  test('a step that is open goes on under the new job, for the same people', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { id } = await walk.task('internal_consent');
    await nextRun(walk);
    expect(await comeBack(walk, 'internal_consent', CONSENT, 2, '77003')).toEqual({ result: 'taken_over' });
    expect(await walk.task('internal_consent')).toMatchObject({ id, jobKey: '77003' });
    await walk.attempt('internal_consent', 'agree');
    expect(JSON.stringify((await completions(walk)).at(-1))).toContain('77003');
  });

  test('a step that the engine had cancelled is offered again', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const task = await walk.task('internal_consent');
    expect(await cancelTask(office.db, { caseId: walk.id, run: 1, jobKey: task.jobKey })).toEqual({ cancelled: true });
    expect(await walk.open()).toEqual([]);
    await nextRun(walk);
    expect(await comeBack(walk, 'internal_consent', CONSENT, 2)).toEqual({ result: 'taken_over' });
    expect(await walk.task('internal_consent')).toMatchObject({ id: task.id, closedAt: null });
    expect(await office.sql('select group_id from task_candidate where task_id = $1', [task.id])).toEqual([
      { group_id: 'housing:data_steward' },
    ]);
    const events = await office.sql<{ type: string }>(`select type from event where case_id = $1 and data->>'taskId' = $2 order by seq`, [
      walk.id,
      task.id,
    ]);
    expect(events.map(({ type }) => type)).toEqual(['task.created', 'task.cancelled', 'task.created']);
  });

  test('jobs of an earlier run, of an ended case or of no case open nothing', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await nextRun(walk);
    expect(await comeBack(walk, 'internal_consent', CONSENT, 1)).toEqual({ result: 'superseded' });
    accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id }));
    expect(await comeBack(walk, 'formal_check', ['bdb:bureau_share_officer'], 2)).toEqual({ result: 'superseded' });
    expect(
      await openTask(office.db, {
        jobKey: '1',
        caseId: '0b7e7e0e-0000-4000-8000-000000000000',
        run: 1,
        element: 'revise',
        candidates: CONSENT,
      }),
    ).toEqual({ result: 'superseded' });
  });
});

describe('revisions', () => {
  test('who read an older revision is told what changed, and decides on the new one', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], answers: { purpose: '核对居住证' } });
    await walk.decide('internal_consent', 'return');
    await walk.decide('revise', 'done', { answers: { purpose: '核对居住证是否有效' } });
    const stale = await walk.attempt('internal_consent', 'agree', { revision: 1 });
    expect(stale).toMatchObject({ code: 'stale_revision', reason: 'content_changed' });
    expect('changes' in stale && stale.changes).toContainEqual({
      path: 'purpose',
      label: expect.any(String),
      before: '核对居住证',
      after: '核对居住证是否有效',
    });
    accepted(await walk.attempt('internal_consent', 'agree', { revision: 2 }));
  });

  test('a revision from the future is not accepted either', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    expect(await walk.attempt('internal_consent', 'agree', { revision: 9 })).toMatchObject({ code: 'stale_revision' });
  });

  test('a supplement is a new revision, whose signature stands on it; decisions are none', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'supplement');
    expect((await walk.file()).revision).toBe(1);
    await walk.decide('supplement', 'done', { answers: { replies: [{ request: '备案证明', reply: '见附件所列备案编号' }] } });
    expect((await walk.file()).revision).toBe(2);
    expect(await walk.attempt('provider_decision', 'agree', { revision: 1 })).toMatchObject({
      code: 'stale_revision',
      changes: expect.arrayContaining([expect.objectContaining({ after: '见附件所列备案编号' })]),
    });
    await walk.decide('provider_decision', 'agree');
    expect(await office.sql('select element, revision from decision where case_id = $1 order by revision, element', [walk.id])).toEqual([
      { element: 'formal_check', revision: 1 },
      { element: 'internal_consent', revision: 1 },
      { element: 'provider_decision', revision: 1 },
      { element: 'provider_decision', revision: 2 },
      { element: 'supplement', revision: 2 },
    ]);
  });
});

describe('an act', () => {
  test('with an outcome that the step does not offer, or that only the clock brings, is refused', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    for (const outcome of ['refuse', 'lapse', 'constructor', '']) {
      const { actor, input } = await walk.act('internal_consent', 'agree');
      expect(await decideTask(office.db, actor, { ...input, outcome })).toMatchObject({
        code: 'invalid',
        fields: { outcome: { code: 'outcome_not_offered' } },
      });
    }
  });

  test('with answers that the form refuses changes nothing', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    expect(await walk.attempt('internal_consent', 'agree', { answers: { necessity: 'maybe' } })).toMatchObject({
      code: 'invalid',
      fields: { necessity: {} },
    });
    expect(await walk.attempt('internal_consent', 'agree', { answers: { strange: 'x' } })).toMatchObject({
      code: 'invalid',
      fields: { strange: { code: 'unknown_field' } },
    });
    expect(await walk.open()).toEqual(['internal_consent']);
    expect(await office.sql('select 1 from decision where case_id = $1', [walk.id])).toEqual([]);
  });

  test('with text that no database can hold is kept without it', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree', { opinion: '同意\u0000\ud800<script>alert(1)</script>' });
    expect(await office.sql(`select opinion from case_content where case_id = $1 and element = 'internal_consent'`, [walk.id])).toEqual([
      { opinion: '同意\ufffd<script>alert(1)</script>' },
    ]);
  });

  test('on a task that is not there, or not to be seen, is answered as not found', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { input } = await walk.act('internal_consent', 'agree');
    const stranger = await office.person('civil-steward');
    for (const taskId of [input.taskId, 'nonsense', '0b7e7e0e-0000-4000-8000-000000000000', walk.id]) {
      expect(await decideTask(office.db, stranger, { ...input, taskId })).toMatchObject({ code: 'not_found', reason: 'task_not_found' });
      expect(await taskDetails(office.db, stranger, { taskId })).toMatchObject({ code: 'not_found', reason: 'task_not_found' });
      expect(await requestExtension(office.db, stranger, { taskId, days: 1, reason: '忙' })).toMatchObject({ code: 'not_found' });
    }
    expect(await withdrawCase(office.db, stranger, { caseId: "'; drop table event" })).toMatchObject({ code: 'not_found' });
  });

  test('after the end of the case finds nothing left to do', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { actor, input } = await walk.act('internal_consent', 'agree');
    accepted(await withdrawCase(office.db, walk.filer, { caseId: walk.id }));
    expect(await decideTask(office.db, actor, input)).toMatchObject({ code: 'wrong_state', reason: 'task_cancelled' });
    expect(await office.db.orm.em.fork().findOneOrFail(Task, { id: input.taskId })).toMatchObject({ state: 'cancelled', outcome: null });
  });
});
