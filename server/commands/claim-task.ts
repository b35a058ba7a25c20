import { enterOperation, takenTurn } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { deputised } from '#server/domain/deputies.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { held } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

/** Takes a task in hand: it leaves the colleagues' inboxes, and the post in which it is decided is fixed (SoD 12). */
export async function claimTask(db: Db, actor: Actor, input: { readonly taskId: string }): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'claim' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'claim');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, signers } = entered;
    const turn = takenTurn(entered);
    if (isRefusal(turn)) return turn;
    const now = signers.map((signer) => (signer.id === turn.signer.id ? held(signer, turn.holder, turn.actingAs) : signer));
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.claimed',
      data: { ...placeOf(file, task), ...deputised(turn.actingFor), actingAs: turn.actingAs },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
