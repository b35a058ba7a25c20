import type { Answers, Known, KnownName } from '#forms/answers.ts';
import { dayOf } from './calendar.ts';
import type { SubjectEntry, SubjectItem } from './case-kinds.ts';
import { BUREAU, SECRECY } from './cases.ts';
import type { z } from 'zod';
import type { shareCaseFactsSchema } from '#processes/conditional-share/process.ts';
import { highestLevel, reviewLevel, SHARE_METHODS } from './catalogue.ts';

export type ShareCaseFacts = z.output<typeof shareCaseFactsSchema>;

export type Applied = { readonly itemIds: readonly string[]; readonly method: string; readonly purpose: string };

/** The facts that route an application (DOMAIN §4.3, steps 0 and 4): they come from the items applied for. */
export function factsOf(
  entry: Pick<SubjectEntry, 'providerId' | 'shareType' | 'items'>,
  applicant: { readonly id: string; readonly isArea: boolean },
  itemIds: readonly string[],
): ShareCaseFacts {
  const items = entry.items.filter((item) => itemIds.includes(item.id));
  return {
    applicant: applicant.id,
    provider: entry.providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
    shareClass: entry.shareType,
    level: highestLevel(items),
    reviewLevel: reviewLevel(items),
    sameDepartment: applicant.id === entry.providerId,
    areaApplicant: applicant.isArea,
  };
}

/**
 * What may be chosen in an application for this entry. An entry that is not shared names no method:
 * the application is stopped by the process with its basis, so its form accepts any.
 */
export function optionsFor(entry: Pick<SubjectEntry, 'id' | 'shareMethods' | 'items'>): Record<string, readonly string[]> {
  const methods = entry.shareMethods.length === 0 ? SHARE_METHODS : entry.shareMethods;
  return { itemIds: entry.items.map((item) => item.id), method: methods, entryId: [entry.id] };
}

/** What the conditions of later steps' forms go by: what was asked for, what is to be supplemented, when it was replied. */
export function knownFrom(application: Answers, decided: Answers, grant: { readonly approvedAt: Date } | null): Known {
  const requests = decided['supplementList'];
  return {
    ...fact('askedItems', application['itemIds']),
    ...fact('askedMethod', application['method']),
    ...fact('askedQuota', application['frequency']),
    ...fact('askedQuotaUnit', application['frequencyUnit']),
    ...fact('askedFrom', application['validFrom']),
    ...fact('askedTo', application['validTo']),
    ...fact('askedUrgent', application['urgent']),
    ...(Array.isArray(requests) ? { requested: requests.length } : {}),
    ...(grant ? { repliedOn: dayOf(grant.approvedAt) } : {}),
  };
}

function fact(name: KnownName, answer: Answers[string] | undefined): Known {
  if (typeof answer === 'string' || typeof answer === 'number') return { [name]: answer };
  return Array.isArray(answer) ? { [name]: answer.filter((item) => typeof item === 'string') } : {};
}

export type WarningCode =
  | 'outside_purpose'
  | 'verify_would_do'
  | 'already_granted'
  | 'high_level'
  | 'doubted'
  | 'not_shared'
  | 'method_not_offered';
export type Warning = { readonly path: string; readonly code: WarningCode; readonly items?: readonly string[] };

/** An entry with whether the values of its items are being verified (DOMAIN §4.5 a). */
export type DoubtableEntry = Omit<SubjectEntry, 'items'> & { readonly items: readonly (SubjectItem & { readonly doubted: boolean })[] };

/**
 * What the applicant should know while typing; none of it refuses (DOMAIN §4.3, step 1; plan requirements 55, 56).
 * `granted` are the item ids that the applicant's department may use already.
 */
export function warningsFor(entry: DoubtableEntry, applied: Applied, granted: readonly string[]): Warning[] {
  const chosen = entry.items.filter((item) => applied.itemIds.includes(item.id));
  const high = chosen.filter((item) => item.level >= 3).map((item) => item.id);
  const doubted = chosen.filter((item) => item.doubted).map((item) => item.id);
  const again = chosen.filter((item) => granted.includes(item.id)).map((item) => item.id);
  const warnings: (Warning | false)[] = [
    entry.shareType === 'not_shared' && { path: 'itemIds', code: 'not_shared' },
    high.length > 0 && { path: 'itemIds', code: 'high_level', items: high },
    doubted.length > 0 && { path: 'itemIds', code: 'doubted', items: doubted },
    again.length > 0 && { path: 'itemIds', code: 'already_granted', items: again },
    applied.method !== '' &&
      entry.shareMethods.length > 0 &&
      !offers(entry, applied.method) && { path: 'method', code: 'method_not_offered' },
    offers(entry, 'verify_api') && applied.method !== '' && applied.method !== 'verify_api' && { path: 'method', code: 'verify_would_do' },
    outsidePurpose(entry, applied.purpose) && { path: 'purpose', code: 'outside_purpose' },
  ];
  return warnings.filter((warning) => warning !== false);
}

function offers(entry: SubjectEntry, method: string): boolean {
  return entry.shareMethods.some((offered) => offered === method);
}

/**
 * The entry lists purposes in words; a purpose that shares no two-character word with them is probably another one.
 * Rough on purpose: it warns, people decide.
 */
function outsidePurpose(entry: SubjectEntry, purpose: string): boolean {
  const listed = pairsOf(entry.shareCondition ?? '');
  const stated = pairsOf(purpose);
  if (listed.size === 0 || stated.size < 2) return false;
  return ![...stated].some((pair) => listed.has(pair) && !COMMON_PAIRS.has(pair));
}

const COMMON_PAIRS = new Set([
  '用于',
  '信息',
  '数据',
  '使用',
  '进行',
  '开展',
  '工作',
  '审核',
  '核对',
  '办理',
  '业务',
  '部门',
  '需要',
  '共享',
  '法定',
  '履行',
  '职责',
]);

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (const run of text.match(/\p{Script=Han}{2,}/gu) ?? []) {
    for (let i = 0; i + 2 <= run.length; i += 1) pairs.add(run.slice(i, i + 2));
  }
  return pairs;
}
