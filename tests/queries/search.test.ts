import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#server/domain/refusal.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { entryDetails } from '#server/queries/entry-details.ts';
import { WORDS_OF_OLDER_ROWS } from '#server/db/migrations/m0006-search.ts';
import { search } from '#server/queries/search.ts';
import type { Hit, SearchFilter } from '#server/queries/search.ts';
import { fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
const walks: Walk[] = [];

beforeAll(async () => {
  office = await openOffice();
  await office.hire('losang', 'edu', ['dept_applicant']);
  office.at('2026-09-01T09:00:00');
  walks.push(await fileAndFollow(office, { entry: 'cat-040' }));
  office.at('2026-11-02T09:00:00');
  walks.push(await fileAndFollow(office, { entry: 'cat-002', by: 'losang' }));
  office.at('2026-11-20T09:00:00');
  walks.push(await fileToProvider(office, { entry: 'cat-040', by: 'health-applicant' }));
  office.at('2026-11-23T09:00:00');
});
afterAll(() => office.close());

async function found(by: string, q: string, filter: Omit<SearchFilter, 'q'> = {}): Promise<readonly Hit[]> {
  return (await search(office.db, await office.person(by), { q, ...filter })).items;
}

async function cases(by: string, q: string): Promise<number[]> {
  return (await found(by, q, { kinds: ['case'] })).map(({ id }) => walks.findIndex((walk) => walk.id === id));
}

describe('a case is found', () => {
  test.each([
    ['its whole number', '共享申请〔2026〕000002号', [1]],
    ['its number with other brackets', '共享申请[2026]000002号', [1]],
    ['year and serial number', '2026-2', [1]],
    ['its serial number without leading zeros', '2', [1]],
    ['words of two characters of its title, the newest first', '低保', []],
    ['a piece of its title', '生活保障', [2, 0]],
    ['the applicant department', '教育局', [1]],
    ['the name of who filed it', '新人losang', [1]],
    ['two words that stand in different places', '生活 卫生', [2]],
    ['nothing that is a row of digits elsewhere', '6000', []],
  ])('by %s', async (_, q, expected) => {
    expect(await cases('bdb-exchange', q)).toEqual(expected);
  });

  test('before others when it is named by its number', async () => {
    const [first] = await found('bdb-exchange', '000003');
    expect(first).toMatchObject({ kind: 'case', id: walks[2]?.id, match: 'number' });
  });
});

test('a whole number finds its case and nothing else, and nobody finds by it a case that they may not see', async () => {
  expect(await cases('bdb-exchange', '共享申请〔2026〕000001号')).toEqual([0]);
  expect(await cases('bdb-exchange', '2026-000001')).toEqual([0]);
  expect(await cases('losang', '2026-000001')).toEqual([]);
});

test('what has the words in its heading comes before what has them elsewhere, also when it is older', async () => {
  const hits = await found('bdb-exchange', '市场监管', { limit: 100 });
  const ranks = hits.map(({ match }) => ['number', 'title', 'text'].indexOf(match));
  expect(ranks).toEqual(ranks.toSorted());
  expect(new Set(ranks).size).toBeGreaterThan(1);
});

test('an entry is found by its code, its name, its provider and its items; an organisation by its names and its code', async () => {
  expect((await found('edu-applicant', '101001/000001'))[0]).toMatchObject({ kind: 'entry', match: 'number', title: '拉萨市人口基础信息' });
  expect(await found('edu-applicant', '人口')).toContainEqual(expect.objectContaining({ kind: 'entry', match: 'title', id: 'cat-001' }));
  const departments = await found('edu-applicant', '民政', { kinds: ['organisation'] });
  expect(departments[0]).toMatchObject({ id: 'civil', match: 'title' });
  expect(departments.slice(1)).toContainEqual(expect.objectContaining({ title: '拉萨市林周县人民政府', match: 'text' }));
  expect((await found('edu-applicant', '11540100ff0000012k'))[0]).toMatchObject({ kind: 'organisation', match: 'number', id: 'lasa-gov' });
  expect(await found('edu-applicant', '100%', { kinds: ['organisation'] })).toEqual([]);
});

test('everybody finds exactly what they may open', async () => {
  await office.hire('nobody', 'housing', []);
  for (const by of ['housing-applicant', 'edu-steward', 'losang', 'civil-steward', 'civil-leader', 'bdb-exchange', 'bdb-ops', 'nobody']) {
    const actor = await office.person(by);
    const hits = [...(await found(by, '生活', { limit: 100 })), ...(await found(by, '信息', { limit: 100 }))];
    const ids = new Set(hits.map(({ id }) => id));
    for (const { id } of walks.filter((_, index) => index !== 1))
      expect(ids.has(id), `${by} ${id}`).toBe(!isRefusal(await caseDetails(office.db, actor, { caseId: id })));
    for (const { id } of hits.filter(({ kind }) => kind === 'entry'))
      expect(isRefusal(await entryDetails(office.db, actor, { entryId: id })), `${by} ${id}`).toBe(false);
  }
});

test('pages follow one another without gap or repetition, whatever the size', async () => {
  const actor = await office.person('bdb-exchange');
  const whole = (await search(office.db, actor, { q: '市', limit: 1_000 })).items.map(({ id }) => id);
  expect(new Set(whole).size).toBe(whole.length);
  for (const limit of [1, 7]) {
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await search(office.db, actor, { q: '市', limit, cursor });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined && paged.length < whole.length);
    expect(paged).toEqual(whole);
  }
});

test('nothing is found for marks alone, and a strange cursor begins anew', async () => {
  expect(await found('bdb-exchange', ' %_?! ')).toEqual([]);
  expect(await found('bdb-exchange', '生活保障', { cursor: Buffer.from('title|case|never|x').toString('base64url') })).toEqual(
    await found('bdb-exchange', '生活保障'),
  );
});

test('rows written before there was one search are given the words that new ones have', async () => {
  const wordsOf = (table: string) =>
    office.sql<{ id: string; words: string[] }>(`select id, tsvector_to_array(search) as words from ${table} order by id`);
  for (const table of ['case_file', 'catalogue_entry']) {
    const fresh = await wordsOf(table);
    await office.sql(
      `update ${table} set search = array_to_tsvector(array(
         select w from unnest(tsvector_to_array(search)) w where w !~ '^#' and not (w ~ '^[a-z0-9]' and char_length(w) = 3)))`,
    );
    for (const statement of WORDS_OF_OLDER_ROWS) await office.sql(statement);
    expect(await wordsOf(table)).toEqual(fresh);
  }
});
