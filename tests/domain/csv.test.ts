import { describe, expect, test } from 'vitest';
import { csvOf } from '#app/lib/csv.ts';

describe('a table as CSV', () => {
  test('begins with a byte order mark, ends its lines as spreadsheets do, and puts awkward cells in quotes', () => {
    expect(csvOf(['时间', '规则'], [['2026-11-23', '一,"二"\n三']])).toBe('\uFEFF时间,规则\r\n2026-11-23,"一,""二""\n三"\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =HYPERLINK("x")', '\uFF1D1', '\uFF20x'])('runs nothing: %s', (text) => {
    const [, cell = ''] = csvOf(['a'], [[text]]).split('\r\n');
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
  });

  test('leaves plain text as it is', () => {
    expect(csvOf(['a'], [['共享申请〔2026〕1号']])).toContain('\n共享申请〔2026〕1号\r\n');
  });
});
