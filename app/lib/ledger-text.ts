import type { TFunction } from 'i18next';
import { outcomeName, roleName } from './codes.ts';
import { isFormOperation } from './posted-operation.ts';
import type { LedgerEntry } from '#server/queries/supervision.ts';

/** Which rule an entry is about, in words: the article of a limit, or the rule that was tried. */
export function ruleText(t: TFunction<'app'>, { kind, rule, basis }: LedgerEntry): string {
  if (kind === 'late_answer') return basis ?? rule;
  return t(`supervision.ledger.rules.${rule}` as 'supervision.ledger.rules.own_case', { defaultValue: rule });
}

/** Whose it is: the person who tried, or the post that was to answer. */
export function whoText(t: TFunction<'app'>, { person, post, organisation }: LedgerEntry): string {
  if (person !== null) return person;
  return post === null ? organisation : `${post.organisation} ${roleName(t, post.role)}`;
}

/** What they tried: an operation, or a decision by its outcome. */
export function triedText(t: TFunction<'app'>, outcome: string): string {
  return isFormOperation(outcome) ? t(`work.operation.${outcome}`) : outcomeName(t, outcome);
}
