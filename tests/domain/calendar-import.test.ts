import { describe, expect, test } from 'vitest';
import { editsOf, MOST_DAYS, parseImport } from '#server/domain/calendar-import.ts';
import type { ImportRow, KnownDay } from '#server/domain/calendar-import.ts';

const NOTICE = '国务院办公厅关于2027年部分节假日安排的通知';
const KNOWN: KnownDay[] = [
  { date: '2027-01-01', off: true, name: '元旦', source: NOTICE },
  { date: '2027-08-20', off: true, name: '雪顿节', source: '旧通知' },
  { date: '2027-02-20', off: false, name: '春节调休', source: NOTICE },
];

function read(text: string): readonly ImportRow[] {
  const rows = parseImport(text, NOTICE, KNOWN);
  if ('code' in rows) throw new Error(rows.code);
  return rows;
}

describe('an import of days', () => {
  test('reads CSV with and without a heading, in the usual ways of writing a day, with the notice for all rows', () => {
    const rows = read('日期,安排,名称,依据\r\n2027-02-05,放假,春节,\r\n2027/2/6,上班,春节调休\n2027年2月8日\t放假\t春节\t"另一,通知"\n');
    expect(rows.map(({ edit }) => edit)).toEqual([
      { day: '2027-02-05', off: true, name: '春节', source: NOTICE },
      { day: '2027-02-06', off: false, name: '春节调休', source: NOTICE },
      { day: '2027-02-08', off: true, name: '春节', source: '另一,通知' },
    ]);
    expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
  });

  test('reads JSON, a list or the shape of the shipped calendar, with a byte order mark before it', () => {
    const day = { date: '2027-02-05', name: '春节', off: true, level: 'national' };
    for (const text of [JSON.stringify([day]), `\uFEFF${JSON.stringify({ days: [day] })}`]) {
      expect(read(text)).toMatchObject([{ state: 'new', edit: { day: '2027-02-05', off: true, name: '春节', source: NOTICE } }]);
    }
  });

  test('tells new from changed from same, and leaves out weekends that are free anyway', () => {
    const rows = read(
      `2027-01-01,放假,元旦\n2027-08-20,放假,雪顿节,新通知\n2027-02-06,放假,春节\n2027-02-05,放假,春节\n2027-02-20,放假,按周次`,
    );
    expect(rows.map(({ state }) => state)).toEqual(['same', 'changed', 'same', 'new', 'changed']);
    expect(editsOf(rows).map(({ day, off }) => [day, off])).toEqual([
      ['2027-08-20', true],
      ['2027-02-05', true],
      ['2027-02-20', null],
    ]);
  });

  test.each([
    ['2027-02-30,放假,春节', 'not_a_calendar_day'],
    ['1927-02-05,放假,春节', 'not_a_calendar_day'],
    ['2027-02-05,休假,春节', 'import_kind'],
    ['2027-02-05,放假', 'import_columns'],
    ['2027-02-05,放假,', 'day_name_required'],
    [`2027-02-05,放假,${'长'.repeat(41)}`, 'request_too_long'],
  ])('says of the row %s what is wrong with it, and enters nothing', (row, code) => {
    const rows = read(`2027-02-08,放假,春节\n${row}`);
    expect(rows[1]).toMatchObject({ line: 2, state: 'wrong', edit: null, wrong: { code } });
    expect(editsOf(rows)).toEqual([]);
  });

  test('refuses the same day twice, naming the line where it stood first', () => {
    expect(read('2027-02-05,放假,春节\n2027-02-05,放假,除夕')[1]?.wrong).toEqual({ code: 'import_twice', params: { line: 1 } });
  });

  test('a day without a source on its row or for all has none', () => {
    const rows = parseImport('2027-02-05,放假,春节', '', []);
    expect(rows).toMatchObject([{ wrong: { code: 'day_source_required' } }]);
  });

  test('what cannot be read at all is refused as a whole', () => {
    expect(parseImport(' \n', NOTICE, [])).toEqual({ code: 'import_empty' });
    for (const text of ['{"days": 3}', '[{"day": 1}]', '[', '日期,安排,名称'])
      expect(parseImport(text, NOTICE, []), text).toEqual({ code: 'import_not_read' });
    const many = Array.from({ length: MOST_DAYS + 1 }, () => '2027-02-05,放假,春节').join('\n');
    expect(parseImport(many, NOTICE, [])).toMatchObject({ code: 'import_too_many' });
  });
});
