import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { appoint, endAppointmentOn } from '#server/db/appointments.ts';
import { readHandover } from '#server/db/handover.ts';
import type { HandoverFacts } from '#server/db/handover.ts';
import { askAnew } from '#server/db/asked.ts';
import { keepSigners } from '#server/db/signers.ts';
import { lockTask } from '#server/db/lock-case.ts';
import { accountsById, lockOrganisation, todayOf } from '#server/db/people.ts';
import { record } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { personOf } from '#server/domain/actor.ts';
import type { Actor, Addressee } from '#server/domain/actor.ts';
import { withoutPerson } from '#server/domain/signers.ts';
import { placeOf } from '#server/domain/tasks.ts';
import { fingerprintOf, movingTo, refuseHandover } from '#server/domain/handover.ts';
import type { Handover } from '#server/domain/handover.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { dayBefore } from '#server/domain/terms.ts';

/** `fingerprint`: of what the preview showed. */
export type HandOver = Handover & { readonly fingerprint: string };
export type HandedOver = { readonly id: string; readonly tasks: number; readonly drafts: number; readonly appointments: number };

/**
 * Hands a leaver's holdings to a successor in one go: the posts from today on, the half-written things with their files, and
 * with the posts the tasks that nobody else could answer, each on the record of its case. The account is closed at once.
 */
export async function handOver(db: Db, actor: Actor, given: HandOver): Promise<HandedOver | Refusal> {
  const input = { ...given, reason: cleanLines(given.reason) };
  return transact(db, async (tx) => {
    const organisationId = (await accountsById(tx, [input.leaverId])).get(input.leaverId)?.organisationId;
    if (organisationId === undefined) return refuse('forbidden', { reason: 'may_not_hand_over' });
    await lockOrganisation(tx, organisationId);
    const facts = await readHandover(tx, input.leaverId, input.successorId);
    const manages = may(actor, 'edit', 'Appointment', { organisationId });
    const refused = refuseHandover(actor, input, { ...facts, manages }, todayOf(tx));
    if (refused) return refused;
    if (fingerprintOf(facts.holdings) !== input.fingerprint) return refuse('stale_revision', { reason: 'handover_changed' });

    movePosts(tx, actor, input, facts);
    moveDrafts(tx, input);
    await freeTasks(tx, actor, input, facts, personOf({ accountId: input.leaverId, organisationId }));
    closeAccount(tx, input.leaverId);
    const id = tx.newId();
    const { leaverId, successorId, reason } = input;
    tx.writes.insert('handover', {
      id,
      organisation_id: organisationId,
      leaver_id: leaverId,
      successor_id: successorId,
      reason,
      moved: JSON.stringify(facts.holdings),
      done_by: actor.accountId,
      done_at: tx.at,
    });
    const { appointments, drafts, tasks } = facts.holdings;
    return { id, tasks: tasks.length, drafts: drafts.length, appointments: appointments.length };
  });
}

function movePosts(tx: Tx, actor: Actor, { leaverId, successorId, reason }: Handover, facts: HandoverFacts): void {
  const today = todayOf(tx);
  for (const held of facts.appointments) endAppointmentOn(tx, actor.accountId, held, dayBefore(today), reason);
  for (const { organisationId, role, from, to } of facts.successor ? movingTo(facts.successor, facts.holdings, today) : []) {
    appoint(tx, actor.accountId, { accountId: successorId, organisationId, role, from, to, reason });
  }
  tx.writes.run(
    'update deputy set ended_at = ?, ended_by = ? where ended_at is null and valid_to >= ?::date and (principal_id = ? or deputy_id = ?)',
    [tx.at, actor.accountId, today, leaverId, leaverId],
  );
}

/** What the successor has begun on the same thing stays as it is. */
function moveDrafts(tx: Tx, { leaverId, successorId }: Handover): void {
  tx.writes.run(
    `update draft d set account_id = ? where account_id = ? and not exists (
       select 1 from draft o where o.account_id = ? and o.process_key = d.process_key and o.subject = d.subject)`,
    [successorId, leaverId, successorId],
  );
  tx.writes.run('update attachment set owner_id = ? where owner_id = ? and case_id is null', [successorId, leaverId]);
}

/** What the leaver has in hand goes back to the post. The cases come in the order of their ids, as whoever locks several has to. */
async function freeTasks(
  tx: Tx,
  actor: Actor,
  { leaverId, successorId }: Handover,
  { tasks }: HandoverFacts,
  leaver: Addressee,
): Promise<void> {
  for (const { id } of tasks) {
    const locked = await lockTask(tx, id, ['signers']);
    if (!locked) continue;
    const { file, task, parts } = locked;
    const signers = parts.signers.filter(({ taskId }) => taskId === id);
    const freed = signers.map((signer) => withoutPerson(signer, leaver));
    if (freed.length > 0) {
      keepSigners(tx, task, parts, freed);
      askAnew(tx, file, task, freed, actor.accountId);
    }
    record(tx, file, actor.accountId, { type: 'task.handed_over', data: { ...placeOf(file, task), from: leaverId, to: successorId } });
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
  }
}

function closeAccount(tx: Tx, leaverId: string): void {
  tx.writes.run('update account set active = false where id = ?', [leaverId]);
  tx.writes.run('update session set revoked_at = ? where account_id = ? and revoked_at is null', [tx.at, leaverId]);
  tx.announce({ kind: 'session.ended', accountId: leaverId });
}
