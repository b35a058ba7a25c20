import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProcessKey } from '#processes/registry.ts';
import type { Answers } from '#forms/answers.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { applicationWarnings } from '#server/queries/application-warnings.ts';
import { catalogue } from '#server/queries/catalogue.ts';
import { entryDetails } from '#server/queries/entry-details.ts';
import { grantDetails, grantList } from '#server/queries/grants.ts';
import { fileExample } from '../engine/support/cases.ts';
import { accepted, fileAndFollow, walkOf } from '../support/cases.ts';
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

async function start(process: ProcessKey, by: string, answers: Answers): Promise<Walk> {
  const walk = walkOf(office, await fileExample(office.db, process, by, answers), await office.person(by));
  await walk.follow();
  return walk;
}

/** A grant in use: an unconditional share, granted at once. */
async function inUse(): Promise<ShareGrant> {
  office.at(MORNING);
  const grant = await (await fileAndFollow(office, { entry: 'cat-002' })).grant();
  if (!grant) throw new Error('nothing was granted');
  return grant;
}

async function stateOf({ id }: ShareGrant): Promise<string> {
  return (await office.db.orm.em.fork().findOneOrFail(ShareGrant, { id })).state;
}

describe('requirement 62: data that are misused', () => {
  test('stop flowing before anybody is asked, and flow again once somebody else has found it mended', async () => {
    const grant = await inUse();
    const walk = await start('grant-suspension', 'bdb-sec', { grantId: grant.id, cause: 'misuse' });
    expect(await stateOf(grant)).toBe('suspended');
    expect(await walk.open()).toEqual(['rectification']);
    await walk.decide('rectification', 'done');
    await walk.decide('inspection', 'return');
    await walk.decide('rectification', 'done');
    await walk.decide('inspection', 'agree');
    expect(await stateOf(grant)).toBe('active');
  });

  test('end for good when it is not mended, and the user shows what became of them', async () => {
    const grant = await inUse();
    const walk = await start('grant-suspension', 'bdb-sec', { grantId: grant.id, cause: 'leak' });
    await walk.decide('rectification', 'done');
    await walk.decide('inspection', 'refuse');
    expect(await stateOf(grant)).toBe('terminated');
    expect(await walk.open()).toEqual(['disposal']);
    await walk.decide('disposal', 'done');
    expect(await walk.file()).toMatchObject({ endedAt: expect.any(Date) });
  });

  test('are stopped by nobody else than the supervision and their provider', async () => {
    const grant = await inUse();
    await expect(start('grant-suspension', 'housing-applicant', { grantId: grant.id })).rejects.toThrow('forbidden');
    await expect(start('grant-suspension', 'edu-steward', { grantId: grant.id })).rejects.toThrow(/forbidden|not_found/);
  });
});

describe('requirement 63: a value that is doubted', () => {
  async function doubted(): Promise<Walk> {
    office.at(MORNING);
    const walk = await start('data-dispute', 'housing-applicant', { entryId: 'cat-040' });
    await walk.decide('routing', 'accept');
    return walk;
  }
  const doubtOf = async (walk: Walk): Promise<{ itemId: string }> => {
    const [doubt] = await office.sql<{ itemId: string }>(`select item_id as "itemId" from entry_doubt where case_id = $1`, [walk.id]);
    if (!doubt) throw new Error('nothing is marked');
    return doubt;
  };
  const marks = async () => office.sql(`select 1 from entry_doubt where entry_id = 'cat-040' and settled_at is null`);

  test('is marked for everybody until its provider has answered in ten working days, and who doubted agrees', async () => {
    const walk = await doubted();
    expect(await marks()).toHaveLength(1);
    expect(accepted(await entryDetails(office.db, await office.person('edu-applicant'), { entryId: 'cat-040' }))).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ doubted: true })]),
    });
    expect((await walk.task('verification')).dueAt).toEqual(beijing('2026-12-07T18:00:00'));
    await walk.decide('verification', 'refuse');
    await walk.decide('feedback', 'confirm');
    expect(await marks()).toEqual([]);
  });

  test('is marked in the catalogue, on the grants that hold it, and in the warnings of who applies for it', async () => {
    const granted = await inUse();
    const walk = await start('data-dispute', 'edu-applicant', { entryId: 'cat-002' });
    const { itemId } = await doubtOf(walk);
    const looks = async () => {
      const reader = await office.person('housing-applicant');
      const row = (await catalogue(office.db, reader, { limit: 100 })).items.find(({ id }) => id === 'cat-002');
      const listed = (await grantList(office.db, reader, {})).items.find(({ id }) => id === granted.id);
      const page = accepted(await grantDetails(office.db, reader, { grantId: granted.id }));
      const told = await applicationWarnings(office.db, reader, { entryId: 'cat-002', answers: { itemIds: [itemId] } });
      return [row?.doubted, listed?.doubted, page.doubted, JSON.stringify(told).includes('"doubted"')];
    };
    expect(await looks()).toEqual([true, true, true, true]);
    await walk.decide('routing', 'accept');
    await walk.decide('verification', 'refuse');
    await walk.decide('feedback', 'confirm');
    expect(await looks()).toEqual([false, false, false, false]);
  });

  test('that is found wrong is told to everybody who uses it', async () => {
    await inUse();
    await fileAndFollow(office, { entry: 'cat-002', by: 'edu-applicant' });
    const walk = await start('data-dispute', 'health-applicant', { entryId: 'cat-002' });
    await walk.decide('routing', 'accept');
    await walk.decide('verification', 'agree');
    await walk.decide('feedback', 'confirm');
    const told = await office.sql<{ id: string }>(
      `select distinct account_id as id from notification where case_id = $1 and detail = 'doubt_confirmed' order by 1`,
      [walk.id],
    );
    expect(told.map(({ id }) => id)).toEqual(['edu-steward', 'housing-steward']);
  });

  test('that is found wrong goes with its mark', async () => {
    const walk = await doubted();
    await walk.decide('verification', 'agree');
    await walk.decide('feedback', 'confirm');
    expect(await marks()).toEqual([]);
    expect(await office.sql(`select confirmed from entry_doubt where case_id = $1`, [walk.id])).toEqual([{ confirmed: true }]);
  });

  test('requirement 85: that stays contested is ruled by the panel, and not by its provider', async () => {
    const walk = await doubted();
    await walk.decide('verification', 'refuse');
    await walk.decide('feedback', 'contest');
    expect((await walk.task('panel')).candidates.every((group) => group.endsWith(':coordination_member'))).toBe(true);
    expect(await walk.attempt('panel', 'agree', { by: 'civil-steward' })).toMatchObject({
      code: expect.stringMatching(/forbidden|not_found/),
    });
    await walk.decide('panel', 'agree');
    expect(await office.sql(`select confirmed from entry_doubt where case_id = $1`, [walk.id])).toEqual([{ confirmed: true }]);
  });
});
