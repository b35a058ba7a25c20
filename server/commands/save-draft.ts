import type { Answers } from '#forms/answers.ts';
import { Draft } from '#server/db/entities/draft.ts';
import { releaseForNewCase } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** `subject`: `entry:<id>` for an application, `task:<id>` for a decision half written. */
export type SaveDraft = { readonly id?: string | undefined; readonly process: string; readonly subject: string; readonly answers: Answers };
export type DraftSaved = { readonly id: string; readonly savedAt: string };

const LARGEST = 256 * 1024;

/** Keeps answers half done, valid or not: one draft per person and thing, the newest wins. */
export async function saveDraft(db: Db, actor: Actor, input: SaveDraft): Promise<DraftSaved | Refusal> {
  if (JSON.stringify(input.answers).length > LARGEST) return refuse('too_large', { reason: 'draft_too_large' });
  return transact(db, async (tx) => {
    const release = releaseForNewCase(tx.reference, input.process, tx.at);
    const form = release?.forms.get(release.startForm);
    if (!form) return refuse('invalid', { reason: 'unknown_process' });
    if (!/^(entry|task):[A-Za-z0-9-]{1,64}$/.test(input.subject)) return refuse('invalid', { reason: 'unknown_subject' });
    const known = await tx.em.findOne(Draft, { accountId: actor.accountId, processKey: input.process, subject: input.subject });
    const draft = known ?? tx.em.create(Draft, {
      id: tx.newId(), accountId: actor.accountId, processKey: input.process, subject: input.subject,
      formKey: form.key, formVersion: form.version, answers: input.answers, updatedAt: tx.at,
    });
    draft.answers = input.answers;
    draft.updatedAt = tx.at;
    tx.em.persist(draft);
    return { id: draft.id, savedAt: tx.at.toISOString() };
  });
}
