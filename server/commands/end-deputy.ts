import { may } from '#server/auth/ability.ts';
import { rows, run } from '#server/db/orm.ts';
import { lockOrganisation, todayOf } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

type Row = { organisationId: string; principalId: string; deputyId: string };

/** Ends a deputy record at once: the two people themselves may, and whoever manages the department. */
export async function endDeputy(db: Db, actor: Actor, input: { readonly id: string }): Promise<{ readonly id: string } | Refusal> {
  return transact(db, async (tx) => {
    const [row] = isId(input.id)
      ? await rows<Row>(
          tx.em,
          'select organisation_id as "organisationId", principal_id as "principalId", deputy_id as "deputyId" from deputy where id = ?',
          [input.id],
        )
      : [];
    const concerned = row !== undefined && [row.principalId, row.deputyId].includes(actor.accountId);
    if (!row || (!concerned && !may(actor, 'read', 'Deputy', row))) return refuse('not_found', { reason: 'deputy_not_found' });
    if (!concerned && !may(actor, 'edit', 'Deputy', row)) return refuse('forbidden', { reason: 'may_not_arrange_deputies' });
    await lockOrganisation(tx, row.organisationId);
    const ended = await run(
      tx.em,
      'update deputy set ended_at = ?, ended_by = ? where id = ? and ended_at is null and valid_to >= ?::date',
      [tx.at, actor.accountId, input.id, todayOf(tx)],
    );
    return ended === 1 ? { id: input.id } : refuse('wrong_state', { reason: 'deputy_ended' });
  });
}
