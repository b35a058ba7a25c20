import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import { addAttachment } from '#server/commands/add-attachment.ts';
import { fileBasket } from '#server/commands/file-basket.ts';
import { putInBasket } from '#server/commands/put-in-basket.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { takeFromBasket } from '#server/commands/take-from-basket.ts';
import { BASKET_DRAFT, MOST_IN_BASKET } from '#server/domain/basket.ts';
import { attachmentFile } from '#server/queries/attachment-file.ts';
import { basket } from '#server/queries/basket.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { drafts } from '#server/queries/drafts.ts';
import { accepted, applicationAnswers } from '../support/cases.ts';
import { PDF } from '../support/files.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const WHO = 'housing-applicant';

/** Collects an entry with all its items, in the first way that it is offered. */
async function collect(entry: string, by = WHO): Promise<void> {
  const { itemIds, method } = await applicationAnswers(office, { entry });
  accepted(await putInBasket(office.db, await office.person(by), { entryId: entry, itemIds: textsIn(itemIds), method: String(method) }));
}

function textsIn(value: Answers[string] | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

async function common(): Promise<Answers> {
  const { entryId: _entry, itemIds: _items, method: _method, ...rest } = await applicationAnswers(office, { entry: 'cat-018' });
  return rest;
}

async function casesOfFiler(): Promise<number> {
  const [found] = await office.sql<{ count: number }>('select count(*)::int as count from case_file where filed_by = $1', [WHO]);
  return found?.count ?? 0;
}

async function kept(by = WHO): Promise<string[]> {
  return (await basket(office.db, await office.person(by))).entries.map(({ entryId }) => entryId);
}

test('one form files one case for each entry, each with its own number, and each knows the others', async () => {
  await collect('cat-018');
  await collect('cat-040');
  const filer = await office.person(WHO);
  const { cases } = accepted(await fileBasket(office.db, filer, { answers: await common() }));
  expect(new Set(cases.map(({ number }) => number)).size).toBe(2);
  expect(await kept()).toEqual([]);
  const first = accepted(await caseDetails(office.db, filer, { caseId: cases[0]?.id ?? '' }));
  expect(first.together.map(({ id }) => id)).toEqual([cases[1]?.id]);
  const starts = await office.sql<{ kind: string }>(`select payload->>'kind' as kind from outbox where case_id = any ($1)`, [
    cases.map(({ id }) => id),
  ]);
  expect(starts.map(({ kind }) => kind)).toEqual(['case.start', 'case.start']);
});

test('whoever may read only one of them is not told of the others', async () => {
  await collect('cat-018');
  await collect('cat-040');
  const filer = await office.person(WHO);
  const { cases } = accepted(await fileBasket(office.db, filer, { answers: await common() }));
  const [one] = cases;
  await office.sql(`update case_file set parties = parties || '{civil:data_steward}' where id = $1`, [one?.id]);
  const provider = accepted(await caseDetails(office.db, await office.person('civil-steward'), { caseId: one?.id ?? '' }));
  expect(provider.together).toEqual([]);
});

test('one entry that cannot be filed prevents all, and is named; without it the rest is filed', async () => {
  await collect('cat-018');
  const filer = await office.person(WHO);
  accepted(await putInBasket(office.db, filer, { entryId: 'cat-040' }));
  const before = await casesOfFiler();
  const refused = await fileBasket(office.db, filer, { answers: await common() });
  expect(refused).toMatchObject({ code: 'invalid' });
  expect(Object.keys('fields' in refused ? (refused.fields ?? {}) : {}).every((path) => path.startsWith('entries.cat-040.'))).toBe(true);
  expect(await casesOfFiler()).toBe(before);
  expect(await kept()).toEqual(['cat-018', 'cat-040']);
  accepted(await takeFromBasket(office.db, filer, { entryId: 'cat-040' }));
  expect(accepted(await fileBasket(office.db, filer, { answers: await common() })).cases).toHaveLength(1);
});

test('an entry that was taken back meanwhile is named as what prevents it', async () => {
  await collect('cat-018');
  await collect('cat-040');
  await office.sql(`update catalogue_entry set state = 'draft' where id = 'cat-040'`);
  const filer = await office.person(WHO);
  const refused = await fileBasket(office.db, filer, { answers: await common() });
  expect(refused).toMatchObject({ code: 'invalid', fields: { 'entries.cat-040': { code: 'cannot_be_applied_for' } } });
  expect((await basket(office.db, filer)).entries.find(({ entryId }) => entryId === 'cat-040')).toMatchObject({ open: null, items: [] });
  await office.sql(`update catalogue_entry set state = 'published' where id = 'cat-040'`);
  for (const entryId of await kept()) accepted(await takeFromBasket(office.db, filer, { entryId }));
});

test('what is wrong with the common part is said once', async () => {
  await collect('cat-018');
  await collect('cat-040');
  const filer = await office.person(WHO);
  const refused = await fileBasket(office.db, filer, { answers: { ...(await common()), dutyBasis: '' } });
  expect(refused).toMatchObject({ code: 'invalid' });
  expect(Object.keys('fields' in refused ? (refused.fields ?? {}) : {})).toEqual(['dutyBasis']);
  for (const entryId of await kept()) accepted(await takeFromBasket(office.db, filer, { entryId }));
});

test('a file that goes with all of them belongs to each, and only who may read the one case reads its copy', async () => {
  await collect('cat-018');
  await collect('cat-040');
  const filer = await office.person(WHO);
  const { id } = accepted(await addAttachment(office.db, filer, { name: '三定规定.pdf', bytes: PDF }));
  const { cases } = accepted(await fileBasket(office.db, filer, { answers: { ...(await common()), attachments: [id] } }));
  const files = await Promise.all(
    cases.map(async ({ id: caseId }) => accepted(await caseDetails(office.db, filer, { caseId })).application.attachments),
  );
  expect(files.map((each) => each.map(({ name }) => name))).toEqual([['三定规定.pdf'], ['三定规定.pdf']]);
  const [copy, original] = files.map(([file]) => file?.id ?? '');
  expect([copy === original, original]).toEqual([false, id]);
  expect(accepted(await attachmentFile(office.db, filer, { attachmentId: copy ?? '' })).bytes).toEqual(PDF);
  await office.sql(`update case_file set parties = parties || '{civil:data_steward}' where id = $1`, [cases[1]?.id]);
  const provider = await office.person('civil-steward');
  accepted(await attachmentFile(office.db, provider, { attachmentId: original ?? '' }));
  expect(await attachmentFile(office.db, provider, { attachmentId: copy ?? '' })).toMatchObject({ code: 'not_found' });
});

test('what is wanted of an entry may come with the form; the draft of what is common ends with the filing', async () => {
  await collect('cat-018');
  const filer = await office.person(WHO);
  const [item = ''] = textsIn((await applicationAnswers(office, { entry: 'cat-018' })).itemIds);
  accepted(await saveDraft(office.db, filer, { process: 'conditional-share', subject: BASKET_DRAFT, answers: { scope: '仅限' } }));
  const chosen = [{ entryId: 'cat-018', itemIds: [item], method: 'verify_api' }];
  const { cases } = accepted(await fileBasket(office.db, filer, { answers: await common(), chosen }));
  const { application } = accepted(await caseDetails(office.db, filer, { caseId: cases[0]?.id ?? '' }));
  expect(application.answers).toMatchObject({ itemIds: [item] });
  expect((await drafts(office.db, filer, {})).items).toEqual([]);
});

test('a basket is a person\u2019s own, keeps to its bound, and an empty one files nothing', async () => {
  const filer = await office.person(WHO);
  expect(await fileBasket(office.db, filer, { answers: await common() })).toMatchObject({ reason: 'basket_empty' });
  const published = await office.sql<{ id: string }>(
    `select id from catalogue_entry where state = 'published' order by id limit ${MOST_IN_BASKET + 1}`,
  );
  const ids = published.map(({ id }) => id);
  for (const entryId of ids.slice(0, MOST_IN_BASKET)) accepted(await putInBasket(office.db, filer, { entryId }));
  expect(await putInBasket(office.db, filer, { entryId: ids.at(-1) ?? '' })).toMatchObject({ reason: 'basket_full' });
  expect(await putInBasket(office.db, filer, { entryId: ids[0] ?? '' })).toEqual({ entryId: ids[0] });
  expect(await kept('police-applicant')).toEqual([]);
  expect(await putInBasket(office.db, await office.person('civil-secrecy'), { entryId: 'cat-018' })).toMatchObject({ code: 'not_found' });
});
