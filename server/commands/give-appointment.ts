import { cleanLines } from '#forms/fields/clean.ts';
import { appoint, readAppointee } from '#server/db/appointments.ts';
import { lockOrganisation, todayOf } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor, Role } from '#server/domain/actor.ts';
import { isRole } from '#server/domain/actor.ts';
import { refuseAppointment } from '#server/domain/appointments.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type GiveAppointment = {
  readonly accountId: string;
  readonly organisationId: string;
  readonly role: string;
  readonly from: string;
  /** The last day; null: until it is ended. */
  readonly to: string | null;
  readonly reason: string;
};
export type AppointmentGiven = { readonly id: string; readonly accountId: string; readonly role: Role };

/** Appoints a person to a role for a term. Of two people who appoint at once one waits, so no two incompatible roles slip in together. */
export async function giveAppointment(db: Db, actor: Actor, input: GiveAppointment): Promise<AppointmentGiven | Refusal> {
  const { role } = input;
  if (!isRole(role)) return refuse('invalid', { fields: { role: { code: 'unknown_role' } } });
  return transact(db, async (tx) => {
    const given = { ...input, role, reason: cleanLines(input.reason) };
    const known = await lockOrganisation(tx, given.organisationId);
    const person = known ? await readAppointee(tx, given.accountId) : null;
    const refused = refuseAppointment(actor, given, person, todayOf(tx));
    if (refused) return refused;
    return { id: appoint(tx, actor.accountId, given), accountId: given.accountId, role };
  });
}
