import type { NewAppointment } from '#server/domain/appointments.ts';
import type { Appointee } from '#server/domain/appointments.ts';
import type { Day } from '#server/domain/calendar.ts';
import { accountsById, deputyRecords, heldRoles } from './people.ts';
import type { HeldRole } from './people.ts';
import type { Tx } from './transact.ts';

/** What the rules of an appointment need to know of a person: their roles, and those that meet them through deputy records. */
export async function readAppointee(tx: Tx, accountId: string): Promise<Appointee | null> {
  const person = (await accountsById(tx, [accountId])).get(accountId);
  if (!person) return null;
  const records = await deputyRecords(tx, [accountId]);
  const others = records.map((record) => (record.principalId === accountId ? record.deputyId : record.principalId));
  const roles = await heldRoles(tx, [accountId, ...others]);
  const beside = records.flatMap((record) =>
    roles
      .filter(({ accountId: holder }) => holder !== accountId && (holder === record.principalId || holder === record.deputyId))
      .map(({ role, from, to }) => ({
        role,
        from: from > record.from ? from : record.from,
        to: to !== null && to < record.to ? to : record.to,
      })),
  );
  return {
    organisationId: person.organisationId,
    active: person.active,
    held: roles.filter((held) => held.accountId === accountId),
    beside,
  };
}

/** Writes a new appointment and its line in the history. The caller holds the organisation's lock and has asked the rules. */
export function appoint(tx: Tx, doneBy: string, given: NewAppointment): string {
  const id = tx.newId();
  tx.writes.insert('appointment', {
    id,
    account_id: given.accountId,
    organisation_id: given.organisationId,
    role: given.role,
    valid_from: given.from,
    valid_to: given.to,
  });
  note(tx, doneBy, { id, from: given.from, to: given.to }, 'given', given.reason);
  return id;
}

/** Sets the last day of an appointment, and says so in its history. */
export function endAppointmentOn(tx: Tx, doneBy: string, held: HeldRole, lastDay: Day, reason: string): void {
  tx.writes.run('update appointment set valid_to = ?::date where id = ?', [lastDay, held.id]);
  note(tx, doneBy, { id: held.id, from: held.from, to: lastDay }, 'ended', reason);
}

function note(tx: Tx, doneBy: string, term: { id: string; from: Day; to: Day | null }, act: 'given' | 'ended', reason: string): void {
  tx.writes.insert('appointment_history', {
    appointment_id: term.id,
    act,
    valid_from: term.from,
    valid_to: term.to,
    reason,
    done_by: doneBy,
    done_at: tx.at,
  });
}
