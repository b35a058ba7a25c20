import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';

export type DeputyView = {
  readonly id: string;
  readonly principal: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly givenBy: string;
  readonly givenAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
  readonly state: 'coming' | 'in_force' | 'ended';
  readonly mayEnd: boolean;
};

export type Deputies = {
  readonly today: string;
  readonly me: string;
  readonly deputies: readonly DeputyView[];
  /** For whom the reader may arrange a deputy: themselves, and everybody for whoever manages the department. */
  readonly principals: readonly { readonly id: string; readonly name: string }[];
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
};

type Row = Omit<DeputyView, 'state' | 'mayEnd' | 'givenAt' | 'endedAt'> & {
  principalId: string;
  deputyId: string;
  organisationId: string;
  givenAt: Date;
  endedAt: Date | null;
};

/** The deputy records of the reader's department; who does not manage it sees those in which they stand themselves. */
export async function deputies(db: Db, actor: Actor): Promise<Deputies> {
  const { organisationId, accountId } = actor;
  const em = db.orm.em.fork();
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const readsAll = may(actor, 'read', 'Deputy', { organisationId });
  const manages = may(actor, 'edit', 'Deputy', { organisationId });
  const found = await rows<Row>(
    em,
    `select d.id, p.display_name as principal, p.id as "principalId", q.display_name as deputy, q.id as "deputyId", d.organisation_id as "organisationId",
       to_char(d.valid_from, 'YYYY-MM-DD') as from, to_char(d.valid_to, 'YYYY-MM-DD') as to, d.reason,
       g.display_name as "givenBy", d.given_at as "givenAt", e.display_name as "endedBy", d.ended_at as "endedAt"
     from deputy d join account p on p.id = d.principal_id join account q on q.id = d.deputy_id join account g on g.id = d.given_by
       left join account e on e.id = d.ended_by
     where d.organisation_id = ? and (? or ? in (d.principal_id, d.deputy_id))
     order by d.given_at desc, d.id limit 200`,
    [organisationId, readsAll, accountId],
  );
  const colleagues = await rows<{ id: string; name: string }>(
    em,
    'select id, display_name as name from account where organisation_id = ? and active order by display_name',
    [organisationId],
  );
  const holders = new Set(
    (
      await rows<{ id: string }>(
        em,
        `select distinct account_id as id from appointment where organisation_id = ? and (valid_to is null or valid_to >= ?::date)`,
        [organisationId, today],
      )
    ).map(({ id }) => id),
  );
  return {
    today,
    me: accountId,
    deputies: found.map(({ principalId, deputyId, organisationId: _organisation, ...row }) => {
      const state = row.endedAt !== null || row.to < today ? 'ended' : row.from > today ? 'coming' : 'in_force';
      return {
        ...row,
        givenAt: row.givenAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
        state,
        mayEnd: state !== 'ended' && (manages || [principalId, deputyId].includes(accountId)),
      };
    }),
    principals: colleagues.filter(({ id }) => holders.has(id) && (manages || id === accountId)),
    colleagues: colleagues.filter(({ id }) => id !== accountId),
  };
}
