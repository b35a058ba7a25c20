import type { ProcessDefinition } from '#processes/definition.ts';
import { isOutcomeKey, outcomeOf } from '#processes/outcomes.ts';
import type { DutyKey } from '#processes/duties.ts';
import { latestOf } from '../duties.ts';
import type { Signed } from '../duties.ts';
import { seesDrafts } from '../reply-drafts.ts';
import type { DocumentKind } from './document.ts';

/** What has just happened in a case and calls for documents. */
export type Moment = 'asked' | 'agreed' | 'refused' | 'not_shared' | 'terms_accepted' | 'reviewed';

/** `case`: whoever may read the case. `office`: of those, nobody who stands on the applicant's side alone. */
export type Readers = 'case' | 'office';

type Line = { readonly process: string; readonly kind: DocumentKind; readonly at: readonly Moment[]; readonly readers: Readers };

/** Which document a case of each process gets, when, and who may read it. What no line names does not exist. */
export const DOCUMENTS: readonly Line[] = [
  { process: 'conditional-share', kind: 'supplement-notice', at: ['asked'], readers: 'case' },
  { process: 'conditional-share', kind: 'approval-sheet', at: ['agreed', 'refused'], readers: 'office' },
  { process: 'conditional-share', kind: 'reply', at: ['agreed'], readers: 'case' },
  { process: 'conditional-share', kind: 'refusal-notice', at: ['refused', 'not_shared'], readers: 'case' },
  { process: 'conditional-share', kind: 'use-agreement', at: ['terms_accepted'], readers: 'case' },
  { process: 'share-dispute', kind: 'approval-sheet', at: ['agreed'], readers: 'office' },
  { process: 'share-dispute', kind: 'reply', at: ['agreed'], readers: 'case' },
  { process: 'share-dispute', kind: 'use-agreement', at: ['terms_accepted'], readers: 'case' },
  { process: 'directional-open', kind: 'supplement-notice', at: ['asked'], readers: 'case' },
  { process: 'directional-open', kind: 'approval-sheet', at: ['agreed', 'refused'], readers: 'office' },
  { process: 'directional-open', kind: 'reply', at: ['agreed'], readers: 'case' },
  { process: 'directional-open', kind: 'refusal-notice', at: ['refused'], readers: 'case' },
  { process: 'directional-open', kind: 'use-agreement', at: ['terms_accepted'], readers: 'case' },
  { process: 'confidentiality-review', kind: 'confidentiality-sheet', at: ['reviewed'], readers: 'office' },
];

/** The documents that this moment calls for. */
export function documentsAt(process: string, moment: Moment): DocumentKind[] {
  return DOCUMENTS.filter((line) => line.process === process && line.at.includes(moment)).map(({ kind }) => kind);
}

type Replied = Parameters<typeof seesDrafts>[1];

/** May somebody who may read this case read its document of that kind? The inner opinions stay with those who gave and check them. */
export function readsDocument(
  actor: Parameters<typeof seesDrafts>[0],
  file: Omit<Replied, 'replyState'>,
  process: string,
  kind: DocumentKind,
): boolean {
  const line = DOCUMENTS.find((candidate) => candidate.process === process && candidate.kind === kind);
  if (!line) return false;
  return line.readers === 'case' || seesDrafts(actor, { ...file, replyState: 'drafted' });
}

/** What both sides, or all three, sign after an answer. */
const AGREEMENTS: readonly { readonly answer: DutyKey; readonly signed: readonly DutyKey[] }[] = [
  { answer: 'provider-decision', signed: ['terms-applicant', 'terms-provider'] },
  { answer: 'open-proposal', signed: ['open-agreement-applicant', 'open-agreement-provider', 'open-agreement-bureau'] },
];

/** What a signature that was just given (the last of the list) calls for: the applicant is asked, or everybody has accepted the terms. */
export function momentAfter(definition: ProcessDefinition, decisions: readonly Signed[]): Moment | null {
  const last = decisions.at(-1);
  if (!last || !isOutcomeKey(last.outcome)) return null;
  if (outcomeOf(last.outcome).effect === 'asks') return 'asked';
  const completes = AGREEMENTS.some(({ answer, signed }) => {
    const since = decisions.slice((latestOf(definition, answer, decisions)?.at ?? -1) + 1);
    const places = signed.map((duty) => latestOf(definition, duty, since)?.at ?? null);
    return places.every((at) => at !== null) && places.includes(since.length - 1);
  });
  return completes ? 'terms_accepted' : null;
}
