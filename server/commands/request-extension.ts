import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { liveClock } from '#server/db/clocks.ts';
import { keepContent } from '#server/db/contents.ts';
import { transactNoted } from '#server/db/ledger.ts';
import { lockTask } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { enqueue } from '#server/db/outbox.ts';
import { record } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { parseClock } from '#server/domain/clocks.ts';
import { deputised } from '#server/domain/deputies.ts';
import { offeredAs } from '#server/domain/turns.ts';
import { refuseExtension } from '#server/domain/extension.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { clockOf, stepOf, waitsFor } from '#server/domain/steps.ts';

export type RequestExtension = { readonly taskId: string; readonly days: number; readonly reason: string };
export type ExtensionRequested = { readonly taskId: string; readonly days: number };

/**
 * The provider asks for more time; the bureau must consent and the applicant is told (政务数据共享条例 Art 21).
 * One request at a time; the step itself goes on meanwhile.
 */
export async function requestExtension(db: Db, actor: Actor, input: RequestExtension): Promise<ExtensionRequested | Refusal> {
  return transactNoted<ExtensionRequested | Refusal>(db, actor, { taskId: input.taskId, outcome: 'extend' }, async (tx) => {
    const locked = await lockTask(tx, input.taskId);
    if (!locked) return refuse('not_found', { reason: 'task_not_found' });
    const { file, task } = locked;
    const place = { ...task, parties: file.parties, keptFrom: file.keptFrom };
    if (!may(actor, 'read', 'Task', place)) return refuse('not_found', { reason: 'task_not_found' });
    // Whom it was never offered is not told whether it is closed.
    const post = offeredAs(actor, task);
    if (!post) return refuse('forbidden', { reason: 'not_a_candidate' });
    if (task.state !== 'open') return refuse('wrong_state', { reason: 'task_closed' });
    if (!may(actor, 'request_extension', 'Task', place)) return refuse('forbidden', { reason: 'not_a_candidate' });

    const { definition } = releaseOf(tx.reference, file.processKey, file.release);
    const clockPlace = clockOf(definition, stepOf(definition, task.element));
    const row = waitsFor(definition, task.element, 'extension.requested')
      ? await liveClock(tx, file.id, clockPlace.limitKey, clockPlace.until)
      : null;
    if (!row) return refuse('wrong_state', { reason: 'no_extension_here' });
    const reason = cleanLines(input.reason);
    if (reason === '') return refuse('invalid', { fields: { reason: { code: 'reason_required' } } });
    const impossible = refuseExtension(parseClock(row.detail), tx.reference.calendar, input.days, tx.at, 'days');
    if (impossible) return impossible;
    if (await isPending(tx, file.id)) return refuse('wrong_state', { reason: 'extension_pending' });

    const requestId = tx.newId();
    const content = keepContent(tx, actor, file, {
      kind: 'decision',
      element: 'extension.requested',
      form: { key: 'extension_request', version: 1 },
      answers: { days: input.days },
      opinion: reason,
      basis: '',
    });
    record(tx, file, actor.accountId, {
      type: 'extension.requested',
      data: {
        requestId,
        clockId: row.id,
        limitKey: row.limitKey,
        days: input.days,
        contentId: content.id,
        contentHash: content.hash,
        ...deputised(post.actingFor),
      },
    });
    enqueue(tx, file.id, {
      kind: 'message.publish',
      name: 'extension.requested',
      correlationKey: file.id,
      messageId: requestId,
      variables: {},
    });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
    return { taskId: task.id, days: input.days };
  });
}

/** A request waits as long as fewer consents than requests are decided. */
async function isPending(tx: Tx, caseId: string): Promise<boolean> {
  const [row] = await rows<{ asked: number; answered: number }>(
    tx.em,
    `select (select count(*)::int from event where case_id = ? and type = 'extension.requested') as asked,
            (select count(*)::int from decision where case_id = ? and element = 'extension_consent') as answered`,
    [caseId, caseId],
  );
  return row !== undefined && row.asked > row.answered;
}
