import { createHash } from 'node:crypto';
import type { Actor } from './actor.ts';
import { mayAppoint } from './appointments.ts';
import type { Appointee } from './appointments.ts';
import { canonicalJson } from './events.ts';
import { conflictOf, overlap } from './incompatible-roles.ts';
import type { RoleTerm } from './incompatible-roles.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { refuseReason, SEPARATED } from './terms.ts';
import type { Day } from './calendar.ts';

/** What a leaver holds in person, and what becomes of it. */
export type Holdings = {
  readonly appointments: readonly (RoleTerm & { readonly id: string; readonly organisationId: string })[];
  readonly drafts: readonly string[];
  readonly files: readonly string[];
  readonly deputies: readonly string[];
  /** Open tasks that nobody but the leaver can answer. */
  readonly tasks: readonly { readonly id: string; readonly barsSuccessor: boolean }[];
};

export type Handover = { readonly leaverId: string; readonly successorId: string; readonly reason: string };

/**
 * Why a leaver's holdings cannot go to this successor; null when they can. All or nothing: whoever hands over must be able to
 * give every role, and the successor to hold it.
 */
export function refuseHandover(
  actor: Actor,
  { leaverId, successorId, reason }: Handover,
  facts: {
    readonly leaver: Appointee | null;
    readonly successor: Appointee | null;
    readonly holdings: Holdings;
    readonly manages: boolean;
  },
  today: Day,
): Refusal | null {
  const { leaver, successor, holdings, manages } = facts;
  if (!leaver || !manages || leaverId === actor.accountId) return refuse('forbidden', { reason: 'may_not_hand_over' });
  if (holdings.appointments.some(({ organisationId, role }) => !mayAppoint(actor, organisationId, role)))
    return refuse('forbidden', { reason: 'may_not_hand_over' });
  if (!leaver.active) return refuse('invalid', { fields: { leaverId: { code: 'not_of_the_department' } } });
  if (!successor?.active || successorId === leaverId || successor.organisationId !== leaver.organisationId)
    return refuse('invalid', { fields: { successorId: { code: 'successor_required' } } });
  const moving = movingTo(successor, holdings, today);
  if (moving.length > 0 && successorId === actor.accountId) return refuse('forbidden', { reason: 'appointing_oneself' });
  for (const given of moving) {
    const others = moving.filter((other) => other !== given);
    const conflict = conflictOf(given, [...successor.held, ...successor.beside, ...others]);
    if (conflict) return refuse('invalid', { fields: { successorId: { code: SEPARATED[conflict.rule] } } });
  }
  return refuseReason(reason);
}

/** The appointments that the successor does not hold anyway, from today on. */
export function movingTo(successor: Appointee, { appointments }: Holdings, today: Day): Holdings['appointments'][number][] {
  return appointments
    .map((held) => ({ ...held, from: held.from > today ? held.from : today }))
    .filter(
      (held) =>
        !successor.held.some((other) => other.role === held.role && other.organisationId === held.organisationId && overlap(held, other)),
    );
}

/** Stands for what was shown before it was confirmed: something more or less has another one. */
export function fingerprintOf(holdings: Holdings): string {
  return createHash('sha256').update(canonicalJson(holdings)).digest('hex').slice(0, 32);
}
