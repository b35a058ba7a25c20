import type { Answers } from '#forms/answers.ts';
import { refuse } from './refusal.ts';
import type { FieldRefusal, Refusal } from './refusal.ts';

/** How many entries one form may ask for: what a person can still answer for line by line. */
export const MOST_IN_BASKET = 20;

/** The subject of the draft of what all applications of a basket have in common. */
export const BASKET_DRAFT = 'basket:';

/** What is wanted of one entry; the rest of an application is the same for all of them. */
export type Chosen = { readonly entryId: string; readonly itemIds: readonly string[]; readonly method: string };

export function refuseAnother(count: number): Refusal | null {
  return count >= MOST_IN_BASKET ? refuse('wrong_state', { reason: 'basket_full', values: { max: MOST_IN_BASKET } }) : null;
}

/** The application for one entry, of what all have in common and what is chosen there. */
export function applicationFor(common: Answers, { entryId, itemIds, method }: Chosen): Answers {
  return { ...common, entryId, itemIds: [...itemIds], method };
}

const OF_THE_ENTRY = ['entryId', 'itemIds', 'method'];

/**
 * One entry refused refuses the whole: what is wrong with it stands under its id, what is wrong with the common part once.
 * What else refuses an entry (it is not published any more, it may not be applied for) stands under its id too.
 */
export function refuseBasket(refused: readonly { readonly entryId: string; readonly refusal: Refusal }[]): Refusal | null {
  if (refused.length === 0) return null;
  const fields = refused.flatMap(({ entryId, refusal }): [string, FieldRefusal][] => {
    if (!refusal.fields) return [[`entries.${entryId}`, { code: 'cannot_be_applied_for' }]];
    return Object.entries(refusal.fields).map(([path, field]) => [isOfEntry(path) ? `entries.${entryId}.${path}` : path, field]);
  });
  return refuse('invalid', { fields: Object.fromEntries(fields) });
}

function isOfEntry(path: string): boolean {
  return OF_THE_ENTRY.some((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`));
}
