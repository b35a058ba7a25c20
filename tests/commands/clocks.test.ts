import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { loadReference } from '#server/db/reference.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { beijing, MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

type ClockRow = { limit_key: string; element: string; state: string; due_at: Date | null };

async function clocks(walk: Walk, limit: string): Promise<ClockRow[]> {
  return office.sql<ClockRow>('select limit_key, element, state, due_at from clock where case_id = $1 and limit_key = $2 order by id', [
    walk.id,
    limit,
  ]);
}

async function eventsOf(walk: Walk, like: string): Promise<string[]> {
  const found = await office.sql<{ type: string }>('select type from event where case_id = $1 and type like $2 order by seq', [
    walk.id,
    like,
  ]);
  return found.map(({ type }) => type);
}

/** Everything that is due by the office's clock, until nothing is left. */
async function attend(): Promise<void> {
  while ((await attendClocks(office.db)) > 0);
}

async function atProvider(entry = 'cat-018', levels = [2]): Promise<Walk> {
  office.at(MORNING);
  return fileToProvider(office, { entry, levels });
}

const REPLY = 'share.conditional.reply';

describe('supplement', () => {
  test('the answer clock stands still from the notice on, and starts anew the day after receipt with all its days', async () => {
    const walk = await atProvider();
    expect(await clocks(walk, REPLY)).toMatchObject([{ state: 'running', due_at: beijing('2026-12-07T18:00:00') }]);
    office.at('2026-11-25T10:00:00');
    await walk.decide('provider_decision', 'supplement');
    expect(await clocks(walk, REPLY)).toMatchObject([{ state: 'stopped', due_at: null }]);
    expect(await clocks(walk, 'share.supplement')).toMatchObject([{ state: 'running', due_at: beijing('2026-12-02T18:00:00') }]);
    office.at('2026-12-01T16:00:00');
    await walk.decide('supplement', 'done');
    expect(await clocks(walk, REPLY)).toMatchObject([{ state: 'running', due_at: beijing('2026-12-15T18:00:00') }]);
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-15T18:00:00'));
  });

  test('is asked for once only', async () => {
    const walk = await atProvider();
    await walk.decide('provider_decision', 'supplement');
    await walk.decide('supplement', 'done');
    const steward = await office.person('police-steward');
    const details = accepted(await taskDetails(office.db, steward, { taskId: (await walk.task('provider_decision')).id }));
    expect(details.outcomes.map(({ key }) => key)).toEqual(['agree', 'partly', 'refuse']);
    expect(await walk.attempt('provider_decision', 'supplement')).toMatchObject({
      code: 'invalid',
      fields: { outcome: { code: 'outcome_once' } },
    });
  });

  test('that nobody sends lapses the case after its last day, and not before', async () => {
    const walk = await atProvider();
    await walk.decide('provider_decision', 'supplement');
    office.at('2026-11-30T18:00:00');
    await attend();
    expect(await walk.file()).toMatchObject({ state: 'submitted' });
    office.at('2026-11-30T18:00:01');
    await attend();
    expect(await walk.file()).toMatchObject({ state: 'lapsed' });
    expect(await walk.open()).toEqual([]);
    await walk.follow();
    const [message] = await office.sql<{ payload: object }>(
      `select payload from outbox where case_id = $1 and payload->>'name' = 'clock.expired'`,
      [walk.id],
    );
    expect(message?.payload).toMatchObject({ correlationKey: `${walk.id}:supplement` });
    expect(await walk.attempt('supplement', 'done').catch(() => 'gone')).toBe('gone');
  });

  test('a correction after a return has a limit too, but does not lapse', async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'return');
    office.at('2026-12-15T09:00:00');
    await attend();
    expect(await walk.file()).toMatchObject({ state: 'submitted' });
    expect(await eventsOf(walk, 'clock.overdue')).toHaveLength(1);
  });
});

describe('extension', () => {
  async function ask(walk: Walk, days: number, reason = '需与市公安局科技处会商') {
    return requestExtension(office.db, await office.person('police-steward'), {
      taskId: (await walk.task('provider_decision')).id,
      days,
      reason,
    });
  }

  test('with the consent of the bureau the answer is due later, and the applicant is told', async () => {
    const walk = await atProvider();
    accepted(await ask(walk, 5));
    await walk.follow();
    expect((await walk.open()).toSorted()).toEqual(['extension_consent', 'provider_decision']);
    await walk.decide('extension_consent', 'agree', { answers: { grantedDays: 4 } });
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-11T18:00:00'));
    expect(await office.sql(`select group_id from case_copy where case_id = $1 and reason = 'extension' order by 1`, [walk.id])).toEqual([
      { group_id: 'housing:data_steward' },
      { group_id: 'housing:dept_applicant' },
    ]);
  });

  test("the reason is on the bureau's desk", async () => {
    const walk = await atProvider();
    accepted(await ask(walk, 5, '三个系统的数据需要比对'));
    await walk.follow();
    const details = accepted(
      await taskDetails(office.db, await office.person('bdb-exchange'), { taskId: (await walk.task('extension_consent')).id }),
    );
    expect(details.timeline.find((item) => item.type === 'extension.requested')?.opinion).toBe('三个系统的数据需要比对');
  });

  test('refused by the bureau, the answer is due as before, and another may be asked for', async () => {
    const walk = await atProvider();
    accepted(await ask(walk, 5));
    expect(await ask(walk, 5)).toMatchObject({ code: 'wrong_state', reason: 'extension_pending' });
    await walk.follow();
    await walk.decide('extension_consent', 'refuse');
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-07T18:00:00'));
    accepted(await ask(walk, 2));
  });

  test('adds ten working days at most, all requests taken together', async () => {
    const walk = await atProvider();
    expect(await ask(walk, 11)).toMatchObject({ code: 'invalid', fields: { days: { code: 'extension_too_long', params: { left: 10 } } } });
    expect(await ask(walk, 1.5)).toMatchObject({ code: 'invalid', fields: { days: { code: 'extension_not_days' } } });
    expect(await ask(walk, 5, ' \u200b ')).toMatchObject({ code: 'invalid', fields: { reason: { code: 'reason_required' } } });
    accepted(await ask(walk, 7));
    await walk.follow();
    await walk.decide('extension_consent', 'agree', { answers: { grantedDays: 7 } });
    expect(await ask(walk, 4)).toMatchObject({ fields: { days: { params: { left: 3 } } } });
    accepted(await ask(walk, 3));
    await walk.follow();
    expect(await walk.attempt('extension_consent', 'agree', { answers: { grantedDays: 10 } })).toMatchObject({
      code: 'invalid',
      fields: { grantedDays: { code: 'extension_too_long', params: { left: 3 } } },
    });
    await walk.decide('extension_consent', 'agree', { answers: { grantedDays: 3 } });
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-21T18:00:00'));
  });

  test('comes too late once the answer is overdue, to be asked for and to be consented to', async () => {
    const walk = await atProvider();
    accepted(await ask(walk, 5));
    await walk.follow();
    office.at('2026-12-08T09:00:00');
    expect(await walk.attempt('extension_consent', 'agree')).toMatchObject({ code: 'wrong_state', reason: 'extension_too_late' });
    await walk.decide('extension_consent', 'refuse');
    expect(await ask(walk, 1)).toMatchObject({ code: 'wrong_state', reason: 'extension_too_late' });
  });

  test('a consent to an answer that was given, or waits for a supplement, changes nothing', async () => {
    const walk = await atProvider();
    accepted(await ask(walk, 5));
    await walk.follow();
    const consent = await walk.act('extension_consent', 'agree');
    await walk.decide('provider_decision', 'supplement');
    expect(await walk.attempt('extension_consent', 'agree')).toMatchObject({ code: 'wrong_state', reason: 'clock_not_running' });
    await walk.decide('supplement', 'done');
    await walk.decide('extension_consent', 'agree', { answers: { ...consent.input.answers, grantedDays: 2 } });
    expect(await eventsOf(walk, 'clock.extended')).toHaveLength(1);
  });

  test('is asked for at the step that waits for it, by those who answer there', async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const taskId = (await walk.task('internal_consent')).id;
    expect(await requestExtension(office.db, await office.person('housing-steward'), { taskId, days: 1, reason: '忙' })).toMatchObject({
      code: 'wrong_state',
      reason: 'no_extension_here',
    });
    expect(await requestExtension(office.db, walk.filer, { taskId, days: 1, reason: '忙' })).toMatchObject({ code: 'forbidden' });
    expect(await requestExtension(office.db, await office.person('civil-steward'), { taskId, days: 1, reason: '忙' })).toMatchObject({
      code: 'not_found',
    });
  });
});

describe('standing data', () => {
  test('a new day off in the calendar moves what starts afterwards', async () => {
    await office.sql(`insert into calendar_day (day, off, name, level) values ('2026-11-24', true, '测试放假', 'city')`);
    Object.assign(office.db.reference, await loadReference(office.db.orm.em.fork()));
    const walk = await atProvider();
    expect(await clocks(walk, REPLY)).toMatchObject([{ due_at: beijing('2026-12-08T18:00:00') }]);
    await office.sql(`delete from calendar_day where day = '2026-11-24'`);
    Object.assign(office.db.reference, await loadReference(office.db.orm.em.fork()));
  });

  test('a new version of a limit holds for clocks that start from its day on', async () => {
    const before = await atProvider();
    await office.sql(
      `insert into deadline (key, effective_from, amount, unit, extension_max, basis, status) values ('share.conditional.reply', '2026-11-24', 5, 'workingDay', 5, '测试', 'local')`,
    );
    Object.assign(office.db.reference, await loadReference(office.db.orm.em.fork()));
    office.at('2026-11-24T09:00:00');
    const after = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    expect(await clocks(before, REPLY)).toMatchObject([{ due_at: beijing('2026-12-07T18:00:00') }]);
    expect(await clocks(after, REPLY)).toMatchObject([{ due_at: beijing('2026-12-01T18:00:00') }]);
  });
});

test('a draft of a task counts as nothing until it is decided', async () => {
  const walk = await atProvider();
  const steward = await office.person('police-steward');
  const task = await walk.task('provider_decision');
  accepted(
    await saveDraft(office.db, steward, { process: 'conditional-share', subject: `task:${task.id}`, answers: { treatment: 'raw' } }),
  );
  expect(await walk.open()).toEqual(['provider_decision']);
  await walk.decide('provider_decision', 'agree', { by: steward });
  expect(await office.sql('select 1 from draft where subject = $1', [`task:${task.id}`])).toEqual([]);
});

describe('many clocks at once', () => {
  const overdue = '2026-12-08T09:00:00';

  test('one that cannot be attended to keeps no other waiting', async () => {
    const [broken, sound] = [await atProvider(), await atProvider()];
    const [{ id = '', detail } = {}] = await office.sql<{ id: string; detail: unknown }>(
      `select id, detail from clock where case_id = $1 and state = 'running'`,
      [broken.id],
    );
    await office.sql(`update clock set detail = '{}' where id = $1`, [id]);
    office.at(overdue);
    await expect(attendClocks(office.db)).rejects.toThrow('1 clocks could not be attended to');
    expect(await eventsOf(sound, 'clock.overdue')).toHaveLength(1);
    await office.sql('update clock set detail = $1 where id = $2', [JSON.stringify(detail), id]);
    await attend();
    expect(await eventsOf(broken, 'clock.overdue')).toHaveLength(1);
  });

  test('nobody waits for the case in which somebody is deciding, and it has its turn afterwards', async () => {
    const [held, free] = [await atProvider(), await atProvider()];
    const deciding = office.db.orm.em.fork();
    await deciding.begin();
    await deciding.execute(`select 1 from case_file where id = '${held.id}' for no key update`);
    office.at(overdue);
    const told = new Promise<void>((resolve) => {
      const deaf = office.db.changes.listen((change) => {
        if (change.kind !== 'notification' || change.caseId !== free.id) return;
        deaf();
        resolve();
      });
    });
    const attending = attendClocks(office.db);
    await told;
    expect(await eventsOf(held, 'clock.overdue')).toEqual([]);
    await deciding.rollback();
    await attending;
    expect(await eventsOf(held, 'clock.overdue')).toHaveLength(1);
  });
});
