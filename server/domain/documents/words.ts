import type { Day } from '../calendar.ts';
import type { Block, Fact } from './document.ts';

const DIGITS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 2026-11-03 as 2026年11月3日: dates of official documents carry no leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function dateInWords(day: Day): string {
  const [year, month, date] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** 1 to 99 in Chinese numerals, for headings and articles. */
export function chineseNumber(n: number): string {
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (tens === 0) return DIGITS[ones] ?? '';
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`;
}

/** Sections under 一、二、…; those without content are left out before they are counted. */
export function sections(...parts: readonly (readonly [title: string, ...blocks: Block[]] | null)[]): Block[] {
  return parts
    .filter((part) => part !== null)
    .flatMap(([title, ...blocks], index) => [{ kind: 'heading' as const, text: `${chineseNumber(index + 1)}、${title}` }, ...blocks]);
}

/** 第一条 … of an agreement. */
export function articles(texts: readonly string[]): Block[] {
  return texts.map((text, index) => ({ kind: 'paragraph', text: `第${chineseNumber(index + 1)}条　${text}` }));
}

export function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}

/** What somebody wrote closes with a full stop, whatever they put at its end. */
export function sentence(text: string): string {
  return `${text.trim().replace(/[。．.;；,，]+$/u, '')}。`;
}

/** Rows of a table; what was not said has none. */
export function facts(...rows: readonly (readonly [label: string, text: string])[]): Fact[] {
  return rows.filter(([, text]) => text !== '').map(([label, text]) => ({ label, text }));
}
