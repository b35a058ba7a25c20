import { may } from '#server/auth/ability.ts';
import { readHandover } from '#server/db/handover.ts';
import { rows } from '#server/db/orm.ts';
import { todayOf } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { fingerprintOf, movingTo, refuseHandover } from '#server/domain/handover.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type HandoverPreview = {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly past: readonly PastHandover[];
  /** What would move from whom to whom; null until both are named. */
  readonly plan: HandoverPlan | null;
};
export type HandoverPlan = {
  readonly leaverId: string;
  readonly successorId: string;
  readonly posts: readonly { readonly role: string; readonly to: string | null; readonly heldAlready: boolean }[];
  readonly drafts: readonly string[];
  readonly files: number;
  readonly deputies: number;
  readonly tasks: readonly { readonly id: string; readonly name: string; readonly number: string; readonly barsSuccessor: boolean }[];
  readonly fingerprint: string;
  /** Why it cannot be done so; the reason that will be given is not asked for yet. */
  readonly refused: Refusal | null;
};
export type PastHandover = {
  readonly id: string;
  readonly leaver: string;
  readonly successor: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly posts: number;
  readonly drafts: number;
  readonly tasks: number;
};

/** Who may leave and take over in the reader's organisation, and, once both are named, everything that would move. */
export async function handoverPreview(
  db: Db,
  actor: Actor,
  input: { readonly leaverId?: string | undefined; readonly successorId?: string | undefined },
): Promise<HandoverPreview | Refusal> {
  const { organisationId } = actor;
  if (!may(actor, 'edit', 'Appointment', { organisationId })) return refuse('forbidden', { reason: 'may_not_hand_over' });
  const em = db.orm.em.fork();
  const people = await rows<{ id: string; name: string }>(
    em,
    'select id, display_name as name from account where organisation_id = ? and active order by display_name',
    [organisationId],
  );
  const past = await rows<Omit<PastHandover, 'at'> & { at: Date }>(
    em,
    `select h.id, l.display_name as leaver, s.display_name as successor, b.display_name as by, h.done_at as at, h.reason,
       jsonb_array_length(h.moved->'appointments') as posts, jsonb_array_length(h.moved->'drafts') as drafts, jsonb_array_length(h.moved->'tasks') as tasks
     from handover h join account l on l.id = h.leaver_id join account s on s.id = h.successor_id join account b on b.id = h.done_by
     where h.organisation_id = ? order by h.done_at desc, h.id limit 50`,
    [organisationId],
  );
  const named = people.some(({ id }) => id === input.leaverId) && people.some(({ id }) => id === input.successorId);
  return {
    organisation: { id: organisationId, name: actor.organisationName },
    people,
    past: past.map((row) => ({ ...row, at: row.at.toISOString() })),
    plan: named ? await planOf(db, actor, input.leaverId ?? '', input.successorId ?? '') : null,
  };
}

/** One moment for all that is shown; nothing is written. */
function planOf(db: Db, actor: Actor, leaverId: string, successorId: string): Promise<HandoverPlan> {
  return transact(db, async (tx) => {
    const facts = await readHandover(tx, leaverId, successorId);
    const today = todayOf(tx);
    const moving = facts.successor ? movingTo(facts.successor, facts.holdings, today).map(({ id }) => id) : [];
    return {
      leaverId,
      successorId,
      posts: facts.appointments.map(({ id, role, to }) => ({ role, to, heldAlready: !moving.includes(id) })),
      drafts: facts.drafts.map(({ title }) => title),
      files: facts.holdings.files.length,
      deputies: facts.holdings.deputies.length,
      tasks: facts.tasks.map(({ id, name, number, barsSuccessor }) => ({ id, name, number, barsSuccessor })),
      fingerprint: fingerprintOf(facts.holdings),
      refused: refuseHandover(actor, { leaverId, successorId, reason: '-' }, { ...facts, manages: true }, today),
    };
  });
}
