import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { setCalendarDay } from '#server/commands/set-calendar-day.ts';
import { calendarYear } from '#server/queries/calendar-year.ts';
import { caseChain } from '#server/queries/case-chain.ts';
import { ledger, supervision } from '#server/queries/supervision.ts';
import type { Page } from '#server/queries/cursor.ts';
import type { LedgerEntry } from '#server/queries/supervision.ts';
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

async function entriesOf(walk: Walk, by = 'bdb-sec'): Promise<readonly LedgerEntry[]> {
  const page = accepted(await ledger(office.db, await office.person(by), { limit: 100 }));
  return page.items.filter((entry) => entry.case?.id === walk.id);
}

describe('requirement 31: the ledger of responsibility', () => {
  test('notes a late answer with the department, the limit, its basis and the due instant, once for each', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    office.at('2026-12-08T09:00:00');
    for (let round = 0; round < 3; round += 1) await attendClocks(office.db);
    const late = (await entriesOf(walk)).filter(({ kind }) => kind === 'late_answer');
    expect(late).toMatchObject([
      {
        rule: 'share.conditional.reply',
        basis: expect.stringContaining('政务数据共享条例'),
        organisation: '市公安局',
        person: '公安·共享机构负责人(示例)',
        post: { group: 'police:data_steward' },
        dueAt: beijing('2026-12-07T18:00:00').toISOString(),
        at: beijing('2026-12-08T09:00:00').toISOString(),
      },
    ]);
    expect(await office.sql(`select 1 from event where case_id = $1 and type = 'clock.overdue'`, [walk.id])).toHaveLength(1);
    office.at(MORNING);
  });

  test('keeps a late answer that a corrected calendar takes back, and says so', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    office.at('2026-12-08T09:00:00');
    while ((await attendClocks(office.db)) > 0);
    expect(await entriesOf(walk)).toMatchObject([{ kind: 'late_answer', corrected: false }]);
    const keeper = await office.person('bdb-flow');
    const { revision } = accepted(await calendarYear(office.db, keeper, {}));
    const holiday = { day: '2026-12-07', off: true, name: '本市假日', source: '市政府办公室通知', revision };
    accepted(await setCalendarDay(office.db, keeper, holiday));
    expect(await entriesOf(walk)).toMatchObject([{ kind: 'late_answer', corrected: true }]);
    accepted(await setCalendarDay(office.db, keeper, { day: '2026-12-07', off: null, name: '', source: '', revision: revision + 1 }));
    office.at(MORNING);
  });

  test('notes who tried to decide their own case, or what another post decides; the case itself stays as it was', async () => {
    const both = await office.hire('both', 'housing', ['dept_applicant', 'data_steward']);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'both' });
    const { input } = await walk.act('internal_consent', 'agree', { by: both });
    const before = await walk.file();
    expect(await decideTask(office.db, both, input)).toMatchObject({ reason: 'own_case' });
    expect(await decideTask(office.db, both, input)).toMatchObject({ reason: 'own_case' });
    expect(await decideTask(office.db, await office.person('bdb-exchange'), input)).toMatchObject({ reason: 'not_a_candidate' });
    expect(await decideTask(office.db, await office.person('edu-steward'), input)).toMatchObject({ reason: 'task_not_found' });
    expect((await entriesOf(walk)).map(({ kind, rule, person, outcome }) => [kind, rule, person, outcome]).toSorted()).toEqual(
      [
        ['bypass_attempt', 'own_case', '新人both', 'agree'],
        ['bypass_attempt', 'not_a_candidate', '大数据局·共享流转(示例)', 'agree'],
        ['bypass_attempt', 'task_not_found', '教育·共享机构负责人(示例)', 'agree'],
      ].toSorted(),
    );
    expect(await walk.file()).toMatchObject({ eventSeq: before.eventSeq, eventHash: before.eventHash });
  });

  test('notes who tried to withdraw what is not theirs, or to ask for time in another post', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    expect(await withdrawCase(office.db, await office.person('police-steward'), { caseId: walk.id })).toMatchObject({
      reason: 'may_not_withdraw',
    });
    expect(await withdrawCase(office.db, await office.person('edu-steward'), { caseId: walk.id })).toMatchObject({
      reason: 'case_not_found',
    });
    const { id: taskId } = await walk.task('provider_decision');
    const asked = { taskId, days: 2, reason: '核对' };
    expect(await requestExtension(office.db, await office.person('housing-steward'), asked)).toMatchObject({ reason: 'not_a_candidate' });
    expect((await entriesOf(walk)).map(({ rule, outcome }) => [rule, outcome]).toSorted()).toEqual([
      ['case_not_found', 'withdraw'],
      ['may_not_withdraw', 'withdraw'],
      ['not_a_candidate', 'extend'],
    ]);
  });

  test('notes an attempt to refuse without a basis, and nothing of an honest slip', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    expect(await walk.attempt('provider_decision', 'refuse', { basis: ' ' })).toMatchObject({ code: 'invalid' });
    expect(await walk.attempt('provider_decision', 'agree', { revision: 9 })).toMatchObject({ code: 'stale_revision' });
    expect(await entriesOf(walk)).toMatchObject([{ kind: 'refusal_without_basis', rule: 'basis_required', outcome: 'refuse' }]);
  });

  test('twenty attempts at once are one entry', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
    const stranger = await office.person('edu-steward');
    await Promise.all(Array.from({ length: 20 }, () => decideTask(office.db, stranger, input)));
    expect(await entriesOf(walk)).toHaveLength(1);
  });

  test('is never changed or deleted, whoever asks the database for it', async () => {
    for (const statement of ['update ledger_entry set rule = rule', 'delete from ledger_entry', 'truncate ledger_entry'])
      await expect(office.db.orm.em.fork().execute(statement), statement).rejects.toThrow(/permission denied/);
  });
});

describe('requirement 82: both sides, each before its own head', () => {
  test('a head reads what concerns the department, and nothing of a case that is not theirs to see', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const { input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
    await decideTask(office.db, await office.person('eco-steward'), input);
    const own = accepted(await ledger(office.db, await office.person('eco-leader'), {}));
    expect(own.items).toMatchObject([{ organisation: '市生态环境局', person: '生态·共享机构负责人(示例)', case: null }]);
    const others = accepted(await ledger(office.db, await office.person('housing-leader'), { organisationId: 'eco' }));
    expect(others.items).toEqual([]);
  });

  test('nobody else reads it', async () => {
    for (const by of ['eco-steward', 'bdb-exchange', 'bdb-ops', 'bdb-flow', 'ext-bad-agent']) {
      const actor = await office.person(by);
      expect(await ledger(office.db, actor, {}), by).toMatchObject({ code: 'forbidden', reason: 'may_not_supervise' });
      expect(await supervision(office.db, actor), by).toMatchObject({ code: 'forbidden' });
      expect(await caseChain(office.db, actor, { number: 'x' }), by).toMatchObject({ code: 'forbidden' });
    }
  });

  test('is read page by page and by kind', async () => {
    const auditor = await office.person('auditor-1');
    const all = accepted(await ledger(office.db, auditor, { limit: 100 }));
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page: Page<LedgerEntry> = accepted(await ledger(office.db, auditor, { limit: 2, cursor }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    }
    expect(seen).toEqual(all.items.map(({ id }) => id));
    const late = accepted(await ledger(office.db, auditor, { kind: 'late_answer' }));
    expect(new Set(late.items.map(({ kind }) => kind))).toEqual(new Set(['late_answer']));
  });
});

describe('what stands still', () => {
  test('steps past their time and steps that find nobody are listed, for a head those of the department', async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'urban-applicant' });
    const task = await walk.task('internal_consent');
    await office.sql(`update appointment set valid_to = '2026-11-22' where account_id = 'urban-steward'`);
    const orphaned = async (by: string) =>
      accepted(await supervision(office.db, await office.person(by))).orphaned.map(({ taskId }) => taskId);
    expect(await orphaned('bdb-sec')).toContain(task.id);
    expect(await orphaned('urban-leader')).toEqual([task.id]);
    expect(await orphaned('eco-leader')).toEqual([]);
    office.at('2026-12-20T09:00:00');
    const overdue = accepted(await supervision(office.db, await office.person('urban-leader'))).overdue;
    expect(overdue).toMatchObject([{ taskId: task.id, number: (await walk.file()).number }]);
    office.at(MORNING);
  });

  test('a case’s chain is computed anew link by link, and a break shows where', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const { number } = await walk.file();
    const auditor = await office.person('auditor-1');
    const chain = accepted(await caseChain(office.db, auditor, { number: ` ${number} ` }));
    expect(chain).toMatchObject({ caseId: walk.id, verdict: { ok: true } });
    expect(chain.links.map(({ seq }) => seq)).toEqual(chain.links.map((_, index) => index + 1));
    await office.sql(`update event set actor = 'somebody' where case_id = $1 and seq = 3`, [walk.id]);
    expect(await caseChain(office.db, auditor, { number })).toMatchObject({ verdict: { ok: false, seq: 3, why: 'hash' } });
    await office.sql(`update event set actor = $2 where case_id = $1 and seq = 3`, [
      walk.id,
      chain.links[2]?.by === null ? 'system' : 'housing-steward',
    ]);
    expect(await caseChain(office.db, auditor, { number })).toMatchObject({ verdict: { ok: true } });
    expect(await caseChain(office.db, auditor, { number: 'nonsense' })).toMatchObject({ code: 'not_found' });
    expect(await caseChain(office.db, await office.person('eco-leader'), { number })).toMatchObject({ code: 'not_found' });
  });
});
