import type { Answers } from '#forms/answers.ts';
import { CONFIDENTIALITY_FACTS_AT_START } from '#processes/confidentiality-review/process.ts';
import type { OpenCaseFacts } from '#processes/directional-open/process.ts';
import type { Applicant, Options, SubjectEntry, SubjectItem } from './case-kinds.ts';
import { listIn } from './case-kinds.ts';
import { BUREAU, SECRECY } from './cases.ts';
import { highestLevel, reviewLevel } from './catalogue.ts';
import type { OpenType } from './catalogue.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Lists that keep an applicant from data that are open on conditions. */
export const LISTS = ['dishonest_debtor', 'serious_dishonest', 'data_misuse'] as const;
export type Listing = (typeof LISTS)[number];

export type ScreeningFinding = Listing | 'not_conditionally_open' | 'no_valid_release';

/** The department in charge of applicants of each kind looks at their qualification. */
const REGULATORS: Readonly<Record<string, string>> = { enterprise: 'samr', research: 'sci', university: 'edu', association: 'civil' };

/** What an applicant may call itself, by how it is registered. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  external_enterprise: ['enterprise'],
  external_research: ['research', 'university'],
  external_association: ['association'],
};

/** Only a published entry that is open on conditions is applied for: other classes have other channels. */
export function refuseOpening({ openType }: Pick<SubjectEntry, 'openType'>): Refusal | null {
  if (openType === 'conditional') return null;
  return refuse('wrong_state', { reason: openType === 'unconditional' ? 'open_without_application' : 'entry_not_open' });
}

/** What may be chosen: nobody applies in another's name, and nothing but the entry's own items. */
export function openOptions(entry: Pick<SubjectEntry, 'id' | 'items'>, applicant: Applicant): Options {
  return {
    entryId: [entry.id],
    itemIds: entry.items.map((item) => item.id),
    name: [applicant.name],
    uscc: [applicant.code],
    applicantType: TYPES[applicant.kind] ?? [],
  };
}

/** What is known of the applicant need not be typed. */
export function openBeginning(entry: Pick<SubjectEntry, 'id'>, applicant: Applicant, handlerName: string): Answers {
  const [onlyType, ...others] = TYPES[applicant.kind] ?? [];
  return {
    entryId: entry.id,
    name: applicant.name,
    uscc: applicant.code,
    handlerName,
    ...(onlyType !== undefined && others.length === 0 ? { applicantType: onlyType } : {}),
  };
}

export function openFactsOf(entry: Pick<SubjectEntry, 'providerId' | 'items'>, applicantId: string, answers: Answers): OpenCaseFacts {
  const asked = listIn(answers, 'itemIds');
  const items = entry.items.filter((item) => asked.includes(item.id));
  return {
    applicant: applicantId,
    provider: entry.providerId,
    bureau: BUREAU,
    secrecy: SECRECY,
    relatedGroups: relatedGroups(entry.providerId, answers, items),
    level: highestLevel(items),
    reviewLevel: reviewLevel(items),
    importantData: false,
    ...CONFIDENTIALITY_FACTS_AT_START,
  };
}

/**
 * Who is asked beside the provider, each by itself: the department in charge of applicants of this kind, those whose items
 * these are (数源部门), and whoever supervises security, for the applicant's ability to keep data safe.
 */
function relatedGroups(providerId: string, { applicantType }: Answers, items: readonly SubjectItem[]): string[] {
  const organs = [REGULATORS[String(applicantType)] ?? BUREAU, ...items.flatMap(({ sourceProviderId }) => sourceProviderId ?? [])];
  const stewards = [...new Set(organs)].filter((organ) => organ !== providerId).map((organ) => `${organ}:data_steward`);
  return [...stewards, `${BUREAU}:security_supervisor`];
}

/** What stands against an application by the record (DOMAIN §4.4, step 2). */
export function screeningOf(input: {
  readonly listings: readonly Listing[];
  readonly openType: OpenType;
  readonly released: boolean;
}): ScreeningFinding[] {
  return [
    ...input.listings,
    ...(input.openType === 'conditional' ? [] : (['not_conditionally_open'] as const)),
    ...(input.released ? [] : (['no_valid_release'] as const)),
  ];
}

/** The conditions of an entry, one by one, as its text lists them. */
export function conditionsOf(text: string | null): string[] {
  return (text ?? '')
    .split(/[;;]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
