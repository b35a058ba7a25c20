import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { endAppointmentOn } from '#server/db/appointments.ts';
import { rows } from '#server/db/orm.ts';
import { heldRoles, lockOrganisation, todayOf } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuseEnd } from '#server/domain/appointments.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type EndAppointment = { readonly id: string; readonly lastDay: string; readonly reason: string };
export type AppointmentEnded = { readonly id: string; readonly lastDay: string };

/**
 * Ends an appointment with a last day; yesterday as the last day ends it at once. What the person does from then on is
 * judged by the posts that are left to them, open tasks included.
 */
export async function endAppointment(db: Db, actor: Actor, input: EndAppointment): Promise<AppointmentEnded | Refusal> {
  return transact(db, async (tx) => {
    const place = isId(input.id) ? await placeOf(tx, input.id) : null;
    if (!place || !may(actor, 'read', 'Appointment', place)) return refuse('not_found', { reason: 'appointment_not_found' });
    await lockOrganisation(tx, place.organisationId);
    const held = (await heldRoles(tx, [place.accountId])).find(({ id }) => id === input.id);
    if (!held) return refuse('wrong_state', { reason: 'appointment_ended' });
    const reason = cleanLines(input.reason);
    const refused = refuseEnd(actor, held, { lastDay: input.lastDay, reason }, todayOf(tx));
    if (refused) return refused;
    endAppointmentOn(tx, actor.accountId, held, input.lastDay, reason);
    return { id: held.id, lastDay: input.lastDay };
  });
}

async function placeOf(tx: Tx, id: string): Promise<{ organisationId: string; accountId: string } | null> {
  const [row] = await rows<{ organisationId: string; accountId: string }>(
    tx.em,
    'select organisation_id as "organisationId", account_id as "accountId" from appointment where id = ?',
    [id],
  );
  return row ?? null;
}
