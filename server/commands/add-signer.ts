import { askedColleague, askPlaceOf, refuseWithoutReason } from '#server/auth/colleague.ts';
import { enterOperation, takenTurn } from '#server/auth/operation.ts';
import { askAnew } from '#server/db/asked.ts';
import { record } from '#server/db/record.ts';
import { keepSigners } from '#server/db/signers.ts';
import { transactNoted } from '#server/db/ledger.ts';
import type { Db } from '#server/db/transact.ts';
import { keepWords } from '#server/db/words.ts';
import { personOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { actingPost } from '#server/domain/colleagues.ts';
import { deputised } from '#server/domain/deputies.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { held, turned } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';
import { isDecision } from '#server/domain/steps.ts';
import { placeOf } from '#server/domain/tasks.ts';
import type { Done } from '#server/domain/tasks.ts';

export type AddSigner = { readonly taskId: string; readonly to: string; readonly place: 'before' | 'after'; readonly reason: string };

/** Asks a colleague of the department to sign too, before or after oneself (加签). They agree or give it back. */
export async function addSigner(db: Db, actor: Actor, input: AddSigner): Promise<Done | Refusal> {
  return transactNoted(db, actor, { taskId: input.taskId, outcome: 'add_signer' }, async (tx) => {
    const entered = await enterOperation(tx, actor, input.taskId, 'add_signer');
    if (isRefusal(entered)) return entered;
    const { file, task, parts, release, step, signers } = entered;
    if (!isDecision(step, release.startForm)) return refuse('wrong_state', { reason: 'no_signers_here' });
    const turn = takenTurn(entered);
    if (isRefusal(turn)) return turn;
    const noReason = refuseWithoutReason(input.reason);
    if (noReason) return noReason;
    const place = askPlaceOf(actor, entered, turn.signer);
    const colleague = await askedColleague(tx, 'add_signer', input.to, place);
    if (isRefusal(colleague)) return colleague;
    const actingAs = actingPost(colleague, place);
    if (actingAs === null) return refuse('invalid', { fields: { to: { code: 'person_other_department' } } });

    const mine = held(turn.signer, turn.holder, turn.actingAs);
    const added: Signer = {
      id: tx.newId(),
      seq: Math.max(...signers.map(({ seq }) => seq)) + 1,
      place: input.place,
      anchorId: mine.id,
      groups: [actingAs],
      holder: personOf(colleague),
      actingAs,
      delegate: null,
      state: 'waiting',
      outcome: null,
      addedBy: actor.accountId,
    };
    const now = turned(step.signing, [...signers.map((one) => (one.id === mine.id ? mine : one)), added]);
    keepSigners(tx, task, parts, now);
    askAnew(tx, file, task, now, actor.accountId);
    record(tx, file, actor.accountId, {
      type: 'task.signer_added',
      data: {
        ...placeOf(file, task),
        ...deputised(turn.actingFor),
        signerId: added.id,
        account: colleague.accountId,
        actingAs,
        place: input.place,
        ...keepWords(tx, actor, file, 'task.signer_added', input.reason),
      },
    });
    return { taskId: task.id, caseId: file.id };
  });
}
