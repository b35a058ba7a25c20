import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { inbox } from '#server/queries/inbox.ts';
import { inboxCounts } from '#server/queries/inbox-counts.ts';
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

describe('reminders', () => {
  async function reminders(walk: Walk): Promise<string[]> {
    const found = await office.sql<{ kind: string; group_id: string }>(
      'select kind, group_id from reminder where case_id = $1 order by created_at, group_id',
      [walk.id],
    );
    return found.map(({ kind, group_id: group }) => `${kind} ${group}`);
  }

  test('at 50 % and 80 % go to who has the task, overdue to the head too, each once', async () => {
    const walk = await atProvider();
    office.at('2026-12-01T12:00:00');
    await attend();
    await attend();
    expect(await reminders(walk)).toEqual(['half police:data_steward']);
    office.at('2026-12-04T12:00:00');
    await attend();
    expect((await reminders(walk)).slice(1)).toEqual(['eighty police:data_steward']);
    office.at('2026-12-07T18:00:01');
    await attend();
    await attend();
    expect((await reminders(walk)).slice(2)).toEqual(['overdue police:data_steward', 'overdue police:dept_leader']);
    expect(await eventsOf(walk, 'clock.%')).toEqual(expect.arrayContaining(['clock.reminded', 'clock.reminded', 'clock.overdue']));
  });

  test('after an outage the strongest speaks for the milder ones', async () => {
    const walk = await atProvider();
    office.at('2026-12-08T09:00:00');
    await attend();
    expect(await reminders(walk)).toEqual(['overdue police:data_steward', 'overdue police:dept_leader']);
  });

  test('of the two sides that confirm the terms each is reminded of its own', async () => {
    const walk = await atProvider('cat-003', [1]);
    await walk.decide('provider_decision', 'agree');
    await walk.decide('terms_provider', 'confirm');
    office.at('2026-11-26T18:00:00');
    await attend();
    expect((await reminders(walk)).filter((line) => !line.includes('provide'))).toEqual([
      'half housing:data_steward',
      'half housing:dept_applicant',
    ]);
  });

  test('while both sides still confirm, nobody is reminded twice', async () => {
    const walk = await atProvider('cat-003', [1]);
    await walk.decide('provider_decision', 'agree');
    office.at('2026-11-26T18:00:00');
    await attend();
    expect(await reminders(walk)).toEqual(['half housing:data_steward', 'half housing:dept_applicant', 'half samr:data_steward']);
  });

  test('the time for provision runs from the reply, also while the terms are not confirmed yet (requirement 61)', async () => {
    const walk = await atProvider('cat-003', [1]);
    await walk.decide('provider_decision', 'agree');
    expect(await clocks(walk, 'share.provide_after_approval')).toMatchObject([
      { state: 'running', due_at: beijing('2026-12-21T18:00:00') },
    ]);
    office.at('2026-12-22T09:00:00');
    await attend();
    expect(await reminders(walk)).toEqual(
      expect.arrayContaining([
        'overdue bdb:platform_operator',
        'overdue bdb:bureau_leader',
        'overdue samr:data_steward',
        'overdue samr:dept_leader',
      ]),
    );
  });
});

describe('overdue', () => {
  async function copies(walk: Walk): Promise<string[]> {
    const found = await office.sql<{ reason: string; group_id: string }>(
      `select split_part(reason, ':', 1) as reason, group_id from case_copy where case_id = $1 order by created_at, reason, group_id`,
      [walk.id],
    );
    return found.map(({ reason, group_id: group }) => `${reason} ${group}`);
  }
  const HEAD = 'overdue police:dept_leader';
  const BUREAU = ['escalated bdb:bureau_leader', 'escalated bdb:bureau_share_officer'];

  test('is told to the head at once, and to the bureau after two working days, each once and on record', async () => {
    const walk = await atProvider();
    office.at('2026-12-07T18:00:00');
    await attend();
    expect(await copies(walk)).toEqual([]);
    office.at('2026-12-07T18:00:01');
    await attend();
    expect(await copies(walk)).toEqual([HEAD]);
    office.at('2026-12-09T18:00:00');
    await attend();
    expect(await copies(walk)).toEqual([HEAD]);
    office.at('2026-12-09T18:00:01');
    await attend();
    await attend();
    expect((await copies(walk)).toSorted()).toEqual([...BUREAU, HEAD]);
    expect(await eventsOf(walk, 'clock.%')).toEqual(expect.arrayContaining(['clock.overdue', 'clock.escalated']));
    office.at('2027-01-15T09:00:00');
    await attend();
    expect(await copies(walk)).toHaveLength(3);
  });

  test('is told to both, in their order, when the clocks are attended late', async () => {
    const walk = await atProvider();
    office.at('2026-12-20T09:00:00');
    await attend();
    expect((await copies(walk)).toSorted()).toEqual([...BUREAU, HEAD]);
    expect((await eventsOf(walk, 'clock.%')).filter((type) => /overdue|escalated/.test(type))).toEqual([
      'clock.overdue',
      'clock.escalated',
    ]);
  });

  test("of the bureau's own task is told to the bureau's leader, and then to who coordinates in the city", async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    office.at('2026-12-20T09:00:00');
    await attend();
    expect((await copies(walk)).toSorted()).toEqual([
      'escalated eit:coordination_member',
      'escalated ndrc:coordination_member',
      'overdue bdb:bureau_leader',
    ]);
  });

  test('is in the copied box of whoever is told, who may open the case and decide nothing', async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    const coordinator = await office.person('coord-ndrc');
    expect(await caseDetails(office.db, coordinator, { caseId: walk.id })).toMatchObject({ code: 'not_found' });
    office.at('2026-12-20T09:00:00');
    await attend();
    const told = await office.person('coord-ndrc');
    expect((await inbox(office.db, told, { box: 'copied' })).items.map((item) => item.id)).toContain(walk.id);
    expect(accepted(await caseDetails(office.db, told, { caseId: walk.id })).id).toBe(walk.id);
    expect((await walk.attempt('formal_check', 'pass', { by: told })) as object).toMatchObject({ code: 'forbidden' });
    expect(await inboxCounts(office.db, told)).toMatchObject({ todo: 0 });
  });

  test('is told again when a clock that started anew is overdue again', async () => {
    const walk = await atProvider();
    office.at('2026-12-08T09:00:00');
    await attend();
    await walk.decide('provider_decision', 'supplement');
    await walk.decide('supplement', 'done');
    office.at('2026-12-23T09:00:00');
    await attend();
    expect((await copies(walk)).filter((copy) => copy === HEAD)).toHaveLength(2);
  });
});
