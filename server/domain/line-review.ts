import type { Answers } from '#forms/answers.ts';
import type { EntryContent } from './entry-content.ts';
import type { FieldRefusal } from './refusal.ts';

/** The elements of metadata that are reviewed one by one, in the order of the form. */
const ELEMENTS = [
  '信息资源分类',
  '信息资源名称',
  '责任方和联系方式',
  '信息资源摘要',
  '信息资源格式和来源',
  '数据主体',
  '更新周期',
  '共享类型、条件和依据',
  '共享方式',
  '开放模式、条件和依据',
  '使用要求',
  '采集、产生的法定职责依据',
  '评估结论',
];

/** Every line that needs a verdict: each element of metadata and each item (逐条审核). */
export function linesOf({ items }: Pick<EntryContent, 'items'>): string[] {
  return [...ELEMENTS, ...items.map(({ name }, index) => `信息项${index + 1}:${name}`)];
}

/** A verdict on each line, in their order; what a verdict must say stands in the form. */
export function refuseVerdicts({ verdicts }: Answers, lines: readonly string[]): Record<string, FieldRefusal> {
  const rows = (Array.isArray(verdicts) ? verdicts : []).flatMap((row) => (typeof row === 'object' ? [row] : []));
  const isWhole = rows.length === lines.length && rows.every(({ element }, index) => element === lines[index]);
  return isWhole ? {} : { verdicts: { code: 'verdicts_incomplete', params: { number: lines.length } } };
}
