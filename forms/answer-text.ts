import type { Answer, Row } from './answers.ts';
import type { AnswerField, InputField } from './document.ts';

/** Labels of values that come from the context (people, items, attachments), by field key, then by value. */
export type Names = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * An answer as people read it: labels instead of codes, Chinese dates, one line for each choice.
 * Rows of a list are theirs: ask for each row's answers. An answer without a label is shown as it is.
 */
export function answerText(field: AnswerField, answer: Answer | undefined, names: Names = {}): string {
  if (answer === undefined) return '';
  if (typeof answer === 'boolean') return answer ? '是' : '否';
  if (typeof answer === 'number') return withUnit(field, answer.toLocaleString('zh-CN', { maximumFractionDigits: 6 }));
  if (typeof answer === 'string') {
    if (field.type === 'datetime') return chineseDate(answer);
    return withUnit(field, labelOfValue(field, answer, names));
  }
  return answer
    .map((item: string | Row) => (typeof item === 'string' ? labelOfValue(field, item, names) : ''))
    .filter(Boolean)
    .join('\n');
}

/** 2026-11-23 or 2026-11-23T10:30 as 2026年11月23日 or 2026年11月23日 10:30. */
export function chineseDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(iso);
  if (!match) return iso;
  return `${match[1]}年${Number(match[2])}月${Number(match[3])}日${match[4] ? ` ${match[4]}` : ''}`;
}

function labelOfValue(field: AnswerField | InputField, value: string, names: Names): string {
  const own = 'values' in field ? field.values?.find((choice) => choice.value === value)?.label : undefined;
  const given = 'key' in field && Object.hasOwn(names, field.key) ? names[field.key] : undefined;
  return own ?? (given && Object.hasOwn(given, value) ? given[value] : undefined) ?? value;
}

function withUnit(field: AnswerField, text: string): string {
  const { prefixAdorner = '', suffixAdorner = '' } = ('appearance' in field && field.appearance) || {};
  return [prefixAdorner, text, suffixAdorner].filter(Boolean).join(' ');
}
