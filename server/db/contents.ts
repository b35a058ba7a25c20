import { randomBytes } from 'node:crypto';
import type { Actor } from '#server/domain/actor.ts';
import { contentHash } from '#server/domain/content.ts';
import type { Written } from '#server/domain/content.ts';
import type { CaseRows } from './case-rows.ts';
import type { CaseContent } from './entities/case-content.ts';
import { standingIn } from './standing.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

/** `erased`: only the hash is kept, the words never reach a row. */
export type NewContent = Written & { readonly kind: CaseContent['kind']; readonly element: string | null; readonly erased?: boolean };

export type Kept = { readonly id: string; readonly kind: CaseContent['kind']; readonly hash: string };

/** Unguessable, one for each thing: without it nobody can try whether a hash of the record belongs to a text or file they have. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** Keeps what a person wrote beside the event chain, with a salt of its own. */
export function keepContent(tx: Tx, actor: Actor, file: CaseFile, written: NewContent): Kept {
  const salt = newSalt();
  const kept = { id: tx.newId(), kind: written.kind, hash: contentHash(salt, written) };
  tx.writes.insert('case_content', {
    ...kept,
    case_id: file.id,
    revision: file.revision,
    element: written.element,
    form_key: written.form.key,
    form_version: written.form.version,
    answers: written.erased ? '{}' : JSON.stringify(written.answers),
    opinion: written.erased ? '' : written.opinion,
    basis: written.erased ? '' : written.basis,
    salt,
    written_by: actor.accountId,
    written_at: tx.at,
    erased_at: written.erased ? tx.at : null,
  });
  return kept;
}

export type ContentRow = CaseRows['contents'][number];

/** The application as it stands: its last revision. */
export function applicationIn({ contents }: Pick<CaseRows, 'contents'>): ContentRow {
  const last = contents.findLast(({ kind }) => kind === 'application');
  if (!last) throw new Error('a case without an application');
  return last;
}

/** What was written last with this form in this case, in the order of the chain; null when nobody did yet. */
export function latestAnswerIn(
  { contents, decisions, tasks }: Pick<CaseRows, 'contents' | 'decisions' | 'tasks'>,
  formKey: string,
): ContentRow | null {
  const written = new Map(contents.filter((content) => content.formKey === formKey).map((content) => [content.id, content]));
  // Who only sent a step back filled in nothing.
  const filled = standingIn({ decisions, tasks: tasks.filter(({ returnedTo }) => returnedTo == null) });
  const last = filled.findLast((decision) => written.has(decision.contentId ?? ''));
  return written.get(last?.contentId ?? '') ?? null;
}

/** The outcome of the decision that was written last with this form; null when nobody decided with it yet. */
export function latestOutcomeIn(parts: Pick<CaseRows, 'contents' | 'decisions' | 'tasks'>, formKey: string): string | null {
  const answered = latestAnswerIn(parts, formKey);
  return parts.decisions.findLast(({ contentId }) => answered !== null && contentId === answered.id)?.outcome ?? null;
}
