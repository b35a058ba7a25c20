import type { Answers } from '#forms/answers.ts';
import { may } from '#server/auth/ability.ts';
import { readEntry, readGrant } from '#server/db/case-rows.ts';
import { Draft } from '#server/db/entities/draft.ts';
import { lockTask } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { releaseForNewCase } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { BASKET_DRAFT } from '#server/domain/basket.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * `id`: under which a new draft is kept; the draft of a subject keeps the id that it has. `subject`: `entry:<id>`, `grant:<id>`
 * or `new:` or `new:<id>` for a case not yet filed, `basket:` for several, `task:<id>` for a decision half written.
 */
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
    const refused = (await refuseId(tx, actor, input)) ?? (await refuseSubject(tx, actor, input.subject));
    if (refused) return refused;
    const [draft] = await rows<{ id: string }>(
      tx.em,
      `insert into draft (id, account_id, process_key, subject, form_key, form_version, answers, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?)
       on conflict (account_id, process_key, subject) do update set
         form_key = excluded.form_key, form_version = excluded.form_version, answers = excluded.answers, updated_at = excluded.updated_at
       returning id`,
      [input.id ?? tx.newId(), actor.accountId, input.process, input.subject, form.key, form.version, storable(input.answers), tx.at],
    );
    if (!draft) throw new Error('the draft just written is not there');
    return { id: draft.id, savedAt: tx.at.toISOString() };
  });
}

/** An id stands for one draft of one person: it moves to no other subject. */
async function refuseId(tx: Tx, actor: Actor, { id, process, subject }: SaveDraft): Promise<Refusal | null> {
  if (id === undefined) return null;
  const draft = await tx.em.findOne(Draft, { id });
  if (!draft) return null;
  if (draft.accountId !== actor.accountId) return refuse('not_found', { reason: 'draft_not_found' });
  return draft.processKey === process && draft.subject === subject ? null : refuse('wrong_state', { reason: 'draft_of_another_subject' });
}

/**
 * A draft names its subject in lists: nobody learns a name that way which they may not see. A task is asked under the
 * lock of its case, so that a draft which was on its way when the task was closed does not outlive it.
 */
async function refuseSubject(tx: Tx, actor: Actor, subject: string): Promise<Refusal | null> {
  const unknown = refuse('invalid', { reason: 'unknown_subject' });
  const [kind, id = ''] = subject.split(':', 2);
  if (kind === 'entry') {
    const entry = await readEntry(tx.em, id);
    return entry !== null && may(actor, 'read', 'Entry', entry) ? null : unknown;
  }
  if (kind === 'grant') {
    const grant = isId(id) ? await readGrant(tx.em, id) : null;
    return grant !== null && may(actor, 'read', 'Grant', grant) ? null : unknown;
  }
  if (subject === BASKET_DRAFT) return null;
  // Of what is new a person may have begun several: each under an id of its own.
  if (subject === 'new:' || (kind === 'new' && isId(id))) return null;
  const locked = kind === 'task' ? await lockTask(tx, id) : null;
  if (!locked || !may(actor, 'read', 'Task', { ...locked.task, parties: locked.file.parties, keptFrom: locked.file.keptFrom }))
    return unknown;
  return locked.task.state === 'open' ? null : refuse('wrong_state', { reason: 'task_closed' });
}

/** Half-typed text is kept as it is, but for what PostgreSQL cannot hold. */
function storable(answers: Answers): string {
  return JSON.stringify(answers, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '') : value,
  );
}
