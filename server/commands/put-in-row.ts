import type { Answers } from '#forms/answers.ts';
import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { refuseOperationOf, standingOf, takenTurn } from '#server/auth/operation.ts';
import { signersIn } from '#server/db/signers.ts';
import { lockTask } from '#server/db/lock-case.ts';
import { run } from '#server/db/orm.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuseAct } from '#server/domain/decide-task.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import { stepFor } from '#server/domain/signers.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { signsAlone } from '#server/domain/signing-row.ts';
import { stepOf } from '#server/domain/steps.ts';
import type { Act } from '#server/domain/tasks.ts';

export type PutInRow = Act & { readonly taskId: string; readonly answers: Answers; readonly revision: number };

/**
 * What was decided on an opened card, or for several opened tasks at once, waits for the signature. `revision` is that of what was read: it is how
 * the row knows that each of its tasks was opened, and a task that changed since is not signed. Nothing is decided yet.
 */
export async function putInRow(db: Db, actor: Actor, given: PutInRow): Promise<{ readonly taskId: string } | Refusal> {
  const input = { ...given, opinion: cleanLines(given.opinion), basis: cleanLines(given.basis) };
  return transactNoted(db, actor, input, async (tx) => {
    const locked = await lockTask(tx, input.taskId, ['decisions', 'signers']);
    if (!locked) return refuse('not_found', { reason: 'task_not_found' });
    const { file, task, parts } = locked;
    const place = { ...task, parties: file.parties, keptFrom: file.keptFrom };
    if (!may(actor, 'read', 'Task', place)) return refuse('not_found', { reason: 'task_not_found' });
    const release = releaseOf(tx.reference, file.processKey, file.release);
    const drawn = stepOf(release.definition, task.element);
    const signers = signersIn(parts, task, drawn.signing, () => tx.newId());
    const standing = standingOf(actor, release, file, task, drawn, signers);
    const notAllowed = refuseOperationOf(actor, task.state, standing.relations, 'decide');
    if (notAllowed) return notAllowed;
    const turn = takenTurn(standing);
    if (isRefusal(turn)) return turn;
    const step = stepFor(drawn, turn.signer);
    if (signsAlone(file.processKey, step, file.facts)) return refuse('wrong_state', { reason: 'signs_alone' });
    const refused = refuseAct({ state: task.state, step }, input, {
      earlierOutcomes: parts.decisions.filter(({ element }) => element === task.element).map(({ outcome }) => outcome),
      currentRevision: file.revision,
      readRevision: input.revision,
      lapsed: false,
    });
    if (refused) return refused;
    await run(
      tx.em,
      `insert into signing_row (account_id, task_id, outcome, opinion, basis, answers, revision, added_at) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)
       on conflict (account_id, task_id) do update set outcome = excluded.outcome, opinion = excluded.opinion, basis = excluded.basis,
         answers = excluded.answers, revision = excluded.revision, added_at = excluded.added_at`,
      [actor.accountId, task.id, input.outcome, input.opinion, input.basis, JSON.stringify(input.answers), input.revision, tx.at],
    );
    return { taskId: task.id };
  });
}
