import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Row } from '#forms/answers.ts';
import { readEntryContent } from '#server/db/catalogue-register.ts';
import { answersOfContent } from '#server/domain/entry-content.ts';
import { entryVersions } from '#server/queries/entry-versions.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { fileUpdate, pass, review, updateEntry, versionsOf } from '../support/catalogue.ts';
import { itemRow } from '../support/entry-answers.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe('a published entry', () => {
  const ENTRY = 'cat-024';
  const by = 'transport-compiler';
  const FILLED = {
    contact: '信息科 0891-6320000',
    shareTreatment: 'raw',
    leakRiskAssessment: '不涉及国家秘密、工作秘密',
  };

  test('I5: gets the next version, and the one before stands as it was (requirement 34)', async () => {
    const [before] = await versionsOf(office, ENTRY);
    const walk = await updateEntry(office, ENTRY, { ...FILLED, updateCycle: 'daily' }, by);
    expect((await walk.file()).facts).toMatchObject({ change: 'update' });
    expect(await office.sql('select update_cycle, version from catalogue_entry where id = $1', [ENTRY])).not.toEqual([
      { update_cycle: 'daily', version: 2 },
    ]);
    await review(office, walk);
    expect(await walk.open()).toEqual(['bureau_review']);
    await walk.decide('bureau_review', 'pass');
    expect(await versionsOf(office, ENTRY)).toMatchObject([before ?? {}, { version: 2 }]);
    expect(await office.sql('select update_cycle, version from catalogue_entry where id = $1', [ENTRY])).toEqual([
      { update_cycle: 'daily', version: 2 },
    ]);
    await expect(office.sql(`update entry_version set content = '{"name":"x"}' where entry_id = $1`, [ENTRY])).rejects.toThrow(
      'never changed',
    );
  });

  test('items keep their ids, new ones get the next, and one that is gone is still known', async () => {
    const items = (rows: unknown): Row[] => (Array.isArray(rows) ? rows : []);
    const content = await readEntryContent(office.db.orm.em.fork(), ENTRY);
    const rows = items(content && answersOfContent(content)['items']);
    const walk = await updateEntry(
      office,
      ENTRY,
      { ...FILLED, items: [...rows.slice(1), itemRow({ name: '站点照片编号', nameEn: 'stopPhotoNo' })] },
      by,
    );
    await pass(office, walk);
    const found = await office.sql<{ id: string; retired: boolean }>(
      'select id, retired from information_item where entry_id = $1 order by id',
      [ENTRY],
    );
    expect(found).toHaveLength(rows.length + 1);
    expect(found.filter(({ retired }) => retired)).toEqual([{ id: `${ENTRY}-01`, retired: true }]);
    expect(found.at(-1)).toEqual({ id: `${ENTRY}-${String(rows.length + 1).padStart(2, '0')}`, retired: false });
  });

  test('a change of the contact or of a few characters skips review and is on record', async () => {
    const walk = await updateEntry(office, ENTRY, { contact: '信息中心 0891-6321111' }, by);
    expect(walk.effects).toEqual(['publish_minor']);
    expect(await walk.file()).toMatchObject({ state: 'published', facts: { change: 'minor' } });
    expect((await versionsOf(office, ENTRY)).at(-1)).toMatchObject({ version: 4 });
  });

  test('is changed by one case at a time', async () => {
    const walk = await updateEntry(office, ENTRY, { keyField: '地理空间' }, by);
    expect(await fileUpdate(office, ENTRY, { contact: '另一处室 0891-6322222' }, by)).toMatchObject({
      code: 'invalid',
      fields: { entryId: { code: 'entry_under_change' } },
    });
    await walk.decide('grade', 'return', { opinion: '领域有误' });
    await walk.decide('revise', 'done', { answers: { keyField: '交通运输', updateCycle: 'weekly' } });
  });

  test('shows every version with what it changed, to whoever may read the case with its number', async () => {
    const own = await entryVersions(office.db, await office.person(by), { entryId: ENTRY });
    if (isRefusal(own)) throw new Error(own.code);
    expect(own.items.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    const [minor, items, update, first] = own.items;
    expect(minor?.changes).toMatchObject([{ path: 'contact', after: '信息中心 0891-6321111' }]);
    expect(items?.changes?.filter(({ path }) => path.endsWith('.name'))).toMatchObject([
      { before: '', after: '站点照片编号' },
      { before: '线路编号', after: '' },
    ]);
    expect(update?.changes?.map(({ path }) => path)).toContain('updateCycle');
    expect(first).toMatchObject({ case: null, changes: null });
    const others = await entryVersions(office.db, await office.person('housing-applicant'), { entryId: ENTRY });
    expect(isRefusal(others) || others.items.map((version) => version.case)).toEqual([null, null, null, null]);
    expect(minor?.case?.number).toMatch(/^目录编制/);
  });

  test('is compiled by its own department only (requirement 14)', async () => {
    expect(await fileUpdate(office, ENTRY, { contact: '民政 0891-6320000' }, 'civil-compiler')).toMatchObject({ code: 'forbidden' });
  });
});
