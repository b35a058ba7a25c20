import type { TFunction } from 'i18next';
import type { FacetName } from '#server/queries/catalogue.ts';

type CodeGroup = 'cycle' | 'dataType' | 'stopReason' | 'role' | 'outcome' | 'level' | 'shareType' | 'method';

/** Codes that come as plain text, from imported data or a later release: an unknown one is shown as it is. */
function codeName(t: TFunction<'app'>, group: CodeGroup, code: string): string {
  return t(`codes.${group}.${code}` as 'codes.cycle.daily', { defaultValue: code });
}

export function cycleName(t: TFunction<'app'>, cycle: string): string {
  return codeName(t, 'cycle', cycle);
}

export function dataTypeName(t: TFunction<'app'>, type: string): string {
  return codeName(t, 'dataType', type);
}

export function stopReason(t: TFunction<'app'>, reason: string): string {
  return codeName(t, 'stopReason', reason);
}

export function roleName(t: TFunction<'app'>, role: string): string {
  return codeName(t, 'role', role);
}

export function outcomeName(t: TFunction<'app'>, outcome: string): string {
  return codeName(t, 'outcome', outcome);
}

/** What an event of a case is called; its type is itself a path into the catalogue (`case.filed`). */
export function eventName(t: TFunction<'app'>, type: string): string {
  return t(`codes.event.${type}` as 'codes.event.case.filed', { defaultValue: type });
}

export function levelName(t: TFunction<'app'>, level: number): string {
  return codeName(t, 'level', String(level));
}

/** Departments and fields bring their names; classes and levels have theirs in the catalogue of words. */
export function facetLabel(t: TFunction<'app'>, facet: FacetName, { value, label }: { value: string; label: string }): string {
  if (facet === 'shareType' || facet === 'level') return codeName(t, facet, value);
  return label;
}

export function methodName(t: TFunction<'app'>, method: string): string {
  return codeName(t, 'method', method);
}

/** What follows from an outcome when nothing more exact can be said. */
export function consequenceOf(t: TFunction<'app'>, outcome: string): string {
  return t(`task.consequences.${outcome}` as 'task.consequences.agree', { defaultValue: '' });
}

/** What follows from an outcome at a step where it leads elsewhere than it does in general; '' where it does not. */
export function consequenceAt(t: TFunction<'app'>, element: string, outcome: string): string {
  return t(`task.consequencesAt.${element}.${outcome}` as 'task.consequencesAt.provision.done', { defaultValue: '' });
}

/** A kind of document, as the check page names it. */
export function documentKindName(t: TFunction<'app'>, kind: string): string {
  return t(`documents.kinds.${kind}` as 'documents.kinds.reply', { defaultValue: kind });
}

const QUOTA_UNITS = ['per_second', 'per_day', 'per_month', 'per_year', 'once'] as const;

export function quotaText(t: TFunction<'app'>, quota: number | null, unit: string | null): string {
  if (quota === null) return t('grants.unlimited');
  const known = QUOTA_UNITS.find((name) => name === unit);
  return known === undefined ? String(quota) : t(`grants.quotaUnit.${known}`, { count: quota });
}

/** A mask rule of the catalogue in words: `keep:6,4` keeps six characters in front and four behind. */
export function maskText(t: TFunction<'app'>, rule: string): string {
  const keep = /^keep:(\d+),(\d+)$/.exec(rule);
  if (keep) return t('catalogue.mask.keep', { front: keep[1] ?? '', back: keep[2] ?? '' });
  const suppress = /^suppress:<(\d+)$/.exec(rule);
  if (suppress) return t('catalogue.mask.suppress', { n: suppress[1] ?? '' });
  const known = MASKS.find((name) => name === rule);
  return known === undefined ? rule : t(`catalogue.mask.${known}`);
}

const MASKS = ['surname', 'year', 'month', 'district', 'band', 'hash', 'drop', 'pass'] as const;
