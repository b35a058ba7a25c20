import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginDueTasks } from '#server/commands/begin-due-tasks.ts';
import { refreshEntry } from '#server/commands/refresh-entry.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { catalogue } from '#server/queries/catalogue.ts';
import { entryDetails } from '#server/queries/entry-details.ts';
import { search } from '#server/queries/search.ts';
import { accepted, walkOf } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { fileReview, toApproval } from '../support/reviews.ts';

/** 公交线路站点信息 of the transport department. */
const ENTRY = 'cat-024';

let office: Office;
beforeAll(async () => {
  office = await openOffice(12);
});
afterAll(async () => {
  await office.close();
});
beforeEach(async () => {
  office.at(MORNING);
  await office.sql(`update catalogue_entry set updated_on = '2026-11-20', update_expected_on = null`);
});

const begun = (entryId: string, process = 'data-update') =>
  office.sql<{ id: string; filed_by: string; ended: boolean }>(
    `select id, filed_by, ended_at is not null as ended from case_file where entry_id = $1 and process_key = $2 order by filed_at, ended_at`,
    [entryId, process],
  );

async function late(entryId: string): Promise<void> {
  await office.sql(`update catalogue_entry set update_cycle = 'monthly', updated_on = '2026-10-01' where id = $1`, [entryId]);
}

/** The open case of an entry, as its steward has it. */
async function openCase(entryId: string, process = 'data-update'): Promise<Walk> {
  const [open] = (await begun(entryId, process)).filter(({ ended }) => !ended);
  const walk = walkOf(office, open?.id ?? '', await office.person('transport-steward'));
  await walk.follow();
  return walk;
}

describe('data past their update cycle', () => {
  test('a task for their provider begins once, whoever looks and however often (requirement 53)', async () => {
    await late(ENTRY);
    expect((await Promise.all([1, 2, 3, 4].map(() => beginDueTasks(office.db)))).reduce((a, b) => a + b)).toBe(1);
    expect(await beginDueTasks(office.db)).toBe(0);
    expect(await begun(ENTRY)).toMatchObject([{ filed_by: 'system', ended: false }]);
    const walk = await openCase(ENTRY);
    expect((await walk.task('data_refresh')).asked).toEqual(['transport:data_steward']);
    expect(await caseDetails(office.db, await office.person('transport-steward'), { caseId: walk.id })).toMatchObject({ filedBy: '' });
    const { number } = await walk.file();
    expect(await search(office.db, await office.person('transport-steward'), { q: number })).toMatchObject({ items: [{ filedBy: '' }] });
  });

  test('of one entry there is one at a time, whoever writes', async () => {
    const copy = `insert into case_file (id, number, process_key, release, state, title, applicant_id, provider_id, filed_by, entry_id, facts, parties, filed_at, search)
      select gen_random_uuid(), number || 'x', process_key, release, state, title, applicant_id, provider_id, filed_by, entry_id, facts, parties, filed_at, search from case_file
      where entry_id = $1 and process_key = 'data-update'`;
    await expect(office.sql(copy, [ENTRY])).rejects.toThrow('case_file_begun_once');
    await expect(
      office.sql(`insert into account (id, username, display_name, organisation_id, password_hash) values ('system', 'x', 'x', 'bdb', '')`),
    ).rejects.toThrow('account_is_a_person');
  });

  test('the provider confirms how far the data reach, and the entry says so (requirement 53)', async () => {
    await late(ENTRY);
    const steward = await office.person('transport-steward');
    const shown = () => entryDetails(office.db, steward, { entryId: ENTRY });
    const overdue = async () => (await catalogue(office.db, steward, { overdue: true })).items.map(({ id }) => id);
    expect(await shown()).toMatchObject({ updatedOn: '2026-10-01', freshness: { dueOn: '2026-11-02', overdue: true } });
    expect(await overdue()).toEqual([ENTRY]);
    const walk = await openCase(ENTRY);
    expect(await refreshEntry(office.db, { caseId: walk.id, run: 1, element: 'refresh' })).toMatchObject({
      reason: 'not_decided_by_provider',
    });
    await walk.decide('data_refresh', 'confirm', { answers: { dataUntil: '2026-11-22' } });
    expect(await walk.file()).toMatchObject({ state: 'answered' });
    expect(await shown()).toMatchObject({ updatedOn: '2026-11-22', freshness: { overdue: false } });
    expect(await overdue()).toEqual([]);
    expect(await beginDueTasks(office.db)).toBe(0);
  });

  test('is put off when somebody of the bureau agrees, and comes back when that day has passed', async () => {
    await late(ENTRY);
    await beginDueTasks(office.db);
    const walk = await openCase(ENTRY);
    await walk.decide('data_refresh', 'extend', { answers: { expectedOn: '2026-12-10' } });
    await walk.decide('refresh_extension', 'return');
    await walk.decide('data_refresh', 'extend', { answers: { expectedOn: '2026-12-01' } });
    await walk.decide('refresh_extension', 'agree');
    expect(await walk.file()).toMatchObject({ state: 'answered' });
    await office.sql(`update catalogue_entry set updated_on = '2026-12-01' where id <> $1`, [ENTRY]);
    const all = (await begun(ENTRY)).length;
    office.at('2026-12-01T09:00:00');
    await beginDueTasks(office.db);
    expect(await begun(ENTRY)).toHaveLength(all);
    office.at('2026-12-02T09:00:00');
    await beginDueTasks(office.db);
    expect(await begun(ENTRY)).toHaveLength(all + 1);
  });

  test('a beginning that breaks off leaves nothing, keeps no other waiting and is made up for', async () => {
    await office.sql(`update catalogue_entry set update_cycle = 'monthly', updated_on = '2026-10-01' where id in ('cat-002', 'cat-040')`);
    let broken = 0;
    const breaking = {
      ...office.db,
      beforeCommit: async () => {
        broken += 1;
        if (broken === 1) throw new Error('killed');
      },
    };
    await expect(beginDueTasks(breaking)).rejects.toThrow('could not be begun');
    expect(await begun('cat-002')).toEqual([]);
    expect(await begun('cat-040')).toHaveLength(1);
    expect(await beginDueTasks(office.db)).toBe(1);
    expect(await begun('cat-002')).toHaveLength(1);
  });

  test('its provider cannot withdraw the task, and whoever agrees to put it off is not who asked', async () => {
    const both = await office.hire('both-sides', 'civil', ['data_steward']);
    await office.sql(
      `insert into appointment (account_id, organisation_id, role, valid_from) values ('both-sides', 'bdb', 'bureau_catalogue_reviewer', '2025-08-01')`,
    );
    const [open] = await begun('cat-040');
    const walk = walkOf(office, open?.id ?? '', both);
    await walk.follow();
    expect(await withdrawCase(office.db, both, { caseId: walk.id })).toMatchObject({ reason: 'may_not_withdraw' });
    await walk.decide('data_refresh', 'extend', { by: both, answers: { expectedOn: '2026-12-10' } });
    expect((await walk.task('refresh_extension')).barred).toContain('both-sides');
  });
});

describe('what was not opened', () => {
  async function withheld(): Promise<void> {
    const walk = await fileReview(office, ENTRY);
    await toApproval(office, walk, ENTRY, { [`${ENTRY}-01`]: { verdict: 'withhold', clauses: ['four_safeties'], note: '涉及安全' } });
    await walk.decide('conf_approval', 'release_partly', { answers: { read: 'yes', withheldItems: [] } });
    await walk.decide('conf_procedure', 'pass', { answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' } });
    expect(await walk.file()).toMatchObject({ state: 'reviewed' });
  }
  const nextDay = async () =>
    (
      await office.sql<{ day: string }>(
        `select to_char(reevaluate_on, 'YYYY-MM-DD') as day from review_decision where entry_id = $1 and reevaluate_on is not null`,
        [ENTRY],
      )
    ).map(({ day }) => day);

  test('is looked at again after twelve months, with the earlier reasons before the steward (requirement 1)', async () => {
    await withheld();
    await beginDueTasks(office.db);
    expect(await begun(ENTRY, 're-evaluation')).toEqual([]);
    office.at('2027-11-23T09:00:00');
    await Promise.all([beginDueTasks(office.db), beginDueTasks(office.db)]);
    expect(await begun(ENTRY, 're-evaluation')).toHaveLength(1);
    const walk = await openCase(ENTRY, 're-evaluation');
    const details = accepted(await caseDetails(office.db, await office.person('transport-steward'), { caseId: walk.id }));
    expect(String(details.application.answers['earlierReasons'])).toMatch(/^.+:.+\(涉及安全\)$/);
    expect(await walk.attempt('re_evaluation', 'withhold', { basis: '' })).toMatchObject({ code: 'invalid' });
    await walk.decide('re_evaluation', 'withhold');
    expect(await nextDay()).toEqual(['2028-11-23']);
  });

  test('goes on to a new review, and comes back when none is made', async () => {
    office.at('2028-11-23T09:00:00');
    await beginDueTasks(office.db);
    const walk = await openCase(ENTRY, 're-evaluation');
    await walk.decide('re_evaluation', 'needs_review');
    expect(await nextDay()).toEqual(['2028-12-25']);
    office.at('2028-12-25T09:00:00');
    const review = await fileReview(office, ENTRY, { plannedDate: '2029-01-05' });
    await beginDueTasks(office.db);
    expect(await begun(ENTRY, 're-evaluation')).toHaveLength(2);
    accepted(await withdrawCase(office.db, review.filer, { caseId: review.id }));
    await beginDueTasks(office.db);
    expect(await begun(ENTRY, 're-evaluation')).toHaveLength(3);
  });
});
