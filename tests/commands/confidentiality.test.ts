import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { recordReview } from '#server/commands/record-review.ts';
import { validReview } from '#server/db/reviews.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { fileReview, linesFor, toApproval } from '../support/reviews.ts';

/** 公交线路站点信息 of the transport department: nothing in it is graded above 1. */
const PLAIN = 'cat-024';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const valid = (entryId: string) => validReview(office.db.orm.em.fork(), entryId);
const decisions = (entryId: string) =>
  office.sql<Record<string, unknown>>('select * from review_decision where entry_id = $1 order by decided_at', [entryId]);

describe('a review on its own', () => {
  test('is signed by five different people, and its decision holds for exactly what was reviewed (requirement 7)', async () => {
    office.at(MORNING);
    const walk = await fileReview(office, PLAIN);
    expect(await valid(PLAIN)).toBeNull();
    await toApproval(office, walk, PLAIN);
    await walk.decide('conf_approval', 'release', { answers: { read: 'yes', withheldItems: [] } });
    await walk.decide('conf_procedure', 'pass', { answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' } });
    expect(await walk.file()).toMatchObject({ state: 'reviewed' });
    expect(walk.effects).toEqual(['conf_record']);
    const review = await valid(PLAIN);
    expect(review).toMatchObject({ conclusion: 'release' });
    expect(review?.open).toHaveLength(10);
    const [kept] = await decisions(PLAIN);
    const signers = kept?.['signers'] as { accountId: string }[];
    expect(signers.map(({ accountId }) => accountId)).toEqual(['transport-reviewer', 'transport-secrecy', 'transport-leader', 'bdb-open']);
    expect(kept).toMatchObject({ ruleset: '2026-1', reevaluate_on: null });
  });

  test.each([
    ['level', 'update information_item set level = 2 where id = $1', 'level'],
    ['mask', `update information_item set mask_rule = 'drop' where id = $1`, 'mask'],
    ['items', `update information_item set name = name || '(新)' where id = $1`, 'items'],
    [
      'class',
      `update catalogue_entry set open_type = 'conditional' where id = (select entry_id from information_item where id = $1)`,
      'class',
    ],
  ])('its decision ends with any change of %s', async (_what, change, why) => {
    await office.sql(`update review_decision set invalidated_at = null where entry_id = $1`, [PLAIN]);
    await office.sql(change, [`${PLAIN}-01`]);
    expect(await valid(PLAIN)).toBeNull();
    expect(await decisions(PLAIN)).toMatchObject([{ invalidated_why: why }]);
  });
});

describe('who must be asked', () => {
  const JOINT = { coAuthorOrgs: ['police'], jointItems: ['cat-026-01', 'cat-026-02'] };
  const UNPUBLISHED = { q7: 'yes', otherOrgs: ['police'], otherItems: ['cat-026-02'] };
  const ENTRY = 'cat-026';

  async function consulting(answers: object) {
    office.at(MORNING);
    const walk = await fileReview(office, ENTRY, answers as Record<string, string>);
    await walk.decide('conf_unit_head', 'pass', { answers: { truthful: 'yes' } });
    return walk;
  }
  const verdicts = (caseId: string) =>
    office.sql<{ item_id: string; verdict: string }>(
      'select item_id, verdict from review_item where decision_id = (select id from review_decision where case_id = $1)',
      [caseId],
    );

  test('is asked before anybody gives an opinion', async () => {
    const walk = await consulting(JOINT);
    const refused = await walk.attempt('conf_special', 'opinion', { answers: await linesFor(office, ENTRY) });
    expect(refused).toMatchObject({ code: 'invalid', fields: { outcome: { code: 'consult_first' } } });
  });

  test("a co-author whose 15 working days go by consents to opening what was made jointly, recorded as silence; other organs' unpublished information stays out", async () => {
    const walk = await consulting({ ...JOINT, ...UNPUBLISHED });
    await walk.decide('conf_special', 'consult');
    expect(await walk.open()).toEqual(['conf_consult_coauthors']);
    expect(await office.sql(`select state from clock where case_id = $1 and limit_key = 'conf.special'`, [walk.id])).toEqual([
      { state: 'stopped' },
    ]);
    office.at('2026-12-15T09:00:00');
    await attendClocks(office.db);
    office.at('2026-12-15T09:01:00');
    await attendClocks(office.db);
    office.at('2026-12-15T09:02:00');
    await attendClocks(office.db);
    await walk.follow();
    expect(await walk.open()).toEqual(['conf_special']);
    expect(
      await office.sql(`select data->'consents' as consents from event where case_id = $1 and type = 'consultation.silent'`, [walk.id]),
    ).toEqual([{ consents: true }]);
    expect(
      await office.sql(`select state from clock where case_id = $1 and limit_key = 'conf.special' and state <> 'ended'`, [walk.id]),
    ).toEqual([{ state: 'running' }]);
    const lines = await linesFor(office, ENTRY);
    await walk.decide('conf_special', 'opinion', { answers: lines });
    const wide = await walk.attempt('conf_approval', 'release', { answers: { read: 'yes', withheldItems: [] } });
    expect(wide).toMatchObject({ code: 'invalid', fields: { outcome: { code: 'conclusion_does_not_fit' } } });
    await walk.decide('conf_approval', 'release_partly', { answers: { read: 'yes', withheldItems: [] } });
    await walk.decide('conf_procedure', 'pass', { answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' } });
    const found = await verdicts(walk.id);
    expect(found.find(({ item_id }) => item_id === 'cat-026-01')?.verdict).toBe('release');
    expect(found.find(({ item_id }) => item_id === 'cat-026-02')?.verdict).toBe('withhold');
  });

  test('what another organ approves in writing goes out, and what a co-author refuses stays in', async () => {
    const walk = await consulting({ ...JOINT, ...UNPUBLISHED });
    await walk.decide('conf_special', 'consult');
    await walk.decide('conf_consult_coauthors', 'partly', { by: 'police-steward', answers: { approvedItems: ['cat-026-02'], letter: [] } });
    await walk.decide('conf_special', 'opinion', { answers: await linesFor(office, ENTRY) });
    await walk.decide('conf_approval', 'release_partly', { answers: { read: 'yes', withheldItems: [] } });
    await walk.decide('conf_procedure', 'pass', { answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' } });
    const found = await verdicts(walk.id);
    expect(found.find(({ item_id }) => item_id === 'cat-026-01')?.verdict).toBe('withhold');
    expect(found.find(({ item_id }) => item_id === 'cat-026-02')?.verdict).toBe('release');
  });
});

describe('a level 4 review', () => {
  const ENTRY = 'cat-005';

  test('needs a second signature of another person in the city, and nothing sensitive goes out raw (requirement 2)', async () => {
    office.at(MORNING);
    const walk = await fileReview(office, ENTRY);
    await walk.decide('conf_unit_head', 'pass', { answers: { truthful: 'yes' } });
    const raw = await walk.attempt('conf_special', 'opinion', { answers: await linesFor(office, ENTRY) });
    expect(raw).toMatchObject({ code: 'invalid' });
    expect(JSON.stringify(raw)).toContain('sensitive_needs_mask');
    await walk.decide('conf_special', 'refer_up');
    expect(await walk.open()).toEqual(['conf_referral_report']);
    await walk.decide('conf_referral_report', 'done', { answers: { doubtfulItems: [`${ENTRY}-01`] } });
    await walk.decide('conf_referral', 'withhold', { by: 'secrecy-city' });
    const ids = await office.sql<{ id: string }>('select id from information_item where entry_id = $1', [ENTRY]);
    const withheld = Object.fromEntries(ids.map(({ id }) => [id, { verdict: 'withhold', clauses: ['four_safeties'] }]));
    await walk.decide('conf_special', 'opinion', { answers: await linesFor(office, ENTRY, withheld) });
    await walk.decide('conf_approval', 'withhold', { answers: { read: 'yes', withheldItems: [] } });
    expect(await walk.open()).toEqual(['conf_second_signature']);
    expect(await recordReview(office.db, { caseId: walk.id, run: 1, element: 'conf_record' })).toMatchObject({
      reason: 'no_second_signature',
    });
    await walk.decide('conf_second_signature', 'agree', { by: 'secrecy-city', answers: { agreesItems: 'yes' } });
    expect(await walk.file()).toMatchObject({ state: 'reviewed' });
    expect(await decisions(ENTRY)).toMatchObject([{ conclusion: 'withhold' }]);
  });

  test('what was not opened is looked at again after twelve months (requirement 1)', async () => {
    const [kept] = await office.sql<{ day: string }>(
      `select to_char(reevaluate_on, 'YYYY-MM-DD') as day from review_decision where entry_id = $1`,
      [ENTRY],
    );
    expect(kept?.day).toBe('2027-11-23');
  });
});

test('handler, unit head and reviewer of one sheet are three people, whatever else they are appointed to', async () => {
  office.at(MORNING);
  const all = await office.hire('everything', 'transport', [
    'catalogue_compiler',
    'catalogue_reviewer',
    'dept_confidentiality_reviewer',
    'dept_leader',
  ]);
  const walk = await fileReview(office, PLAIN);
  await walk.decide('conf_unit_head', 'pass', { by: all, answers: { truthful: 'yes' } });
  expect(await walk.attempt('conf_special', 'opinion', { by: all, answers: await linesFor(office, PLAIN) })).toMatchObject({
    code: 'forbidden',
    reason: 'own_case',
  });
});

test('content that changed after the special review is not approved: it is returned', async () => {
  const walk = await fileReview(office, 'cat-023');
  await toApproval(office, walk, 'cat-023');
  await office.sql('update information_item set name = name || $2 where id = $1', ['cat-023-02', '(改)']);
  expect(await walk.attempt('conf_approval', 'release', { answers: { read: 'yes', withheldItems: [] } })).toMatchObject({
    fields: { outcome: { code: 'reviewed_content_changed' } },
  });
  await walk.decide('conf_approval', 'return', { answers: { read: 'no', withheldItems: [] } });
  expect(await walk.open()).toEqual(['conf_special']);
});
