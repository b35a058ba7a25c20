import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { recordReview } from '#server/commands/record-review.ts';
import { validReview } from '#server/db/reviews.ts';
import { accepted } from '../support/cases.ts';
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
  test('is signed by five different people, and its decision holds for exactly what was reviewed', async () => {
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
    ['class', `update catalogue_entry set open_type = 'conditional' where id = (select entry_id from information_item where id = $1)`, 'class'],
  ])('its decision ends with any change of %s', async (_what, change, why) => {
    await office.sql(`update review_decision set invalidated_at = null where entry_id = $1`, [PLAIN]);
    await office.sql(change, [`${PLAIN}-01`]);
    expect(await valid(PLAIN)).toBeNull();
    expect(await decisions(PLAIN)).toMatchObject([{ invalidated_why: why }]);
  });
});
