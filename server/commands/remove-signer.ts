import { refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { keepWords } from '#server/db/words.ts';
import { accountOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { withoutSigner } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

export type RemoveSigner = { readonly taskId: string; readonly signerId: string; readonly reason: string };

/**
 * Does without somebody whom one had added and who has not signed yet (减签). Signers of the drawing stay.
 * Whoever wanted it signed after them signs anew: alone is another signature than with somebody behind.
 */
export async function removeSigner(db: Db, actor: Actor, input: RemoveSigner): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'remove_signer' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'remove_signer');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, step, signers } = entered;
    const signer = signers.find(({ id }) => id === input.signerId);
    if (!signer || signer.addedBy !== actor.accountId) return refuse('forbidden', { reason: 'not_your_signer' });
    if (signer.state !== 'due' && signer.state !== 'waiting') return refuse('wrong_state', { reason: 'signer_has_signed' });
    const noReason = refuseWithoutReason(input.reason);
    if (noReason) return noReason;

    const now = withoutSigner(step.signing, signers, signer);
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.signer_removed',
      data: {
        ...placeOf(file, task),
        signerId: signer.id,
        account: accountOf(signer.holder ?? '') ?? '',
        ...keepWords(tx, actor, file, 'task.signer_removed', input.reason),
      },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
