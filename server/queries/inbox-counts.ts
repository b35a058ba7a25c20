import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { addresseesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { readerScope } from './reader-scope.ts';
import { askedAs } from '#server/domain/deputies.ts';

/** Counted up to 100 and not further: an exact count of a million tasks would cost as much as the page again. */
export type InboxCounts = {
  readonly todo: number;
  readonly overdue: number;
  readonly done: number;
  readonly copied: number;
  readonly filed: number;
};

export const COUNT_CAP = 100;

/** Of each box what its list shows: of what a person once had to do with, the cases that they may still see. */
export async function inboxCounts(db: Db, actor: Actor): Promise<InboxCounts> {
  const { addressees, principals } = askedAs(actor);
  const open = `
    select least(count(distinct task_id), ${COUNT_CAP})::int from (
      select c.task_id from unnest(?::text[], ?::text[]) h (addressee, principal) cross join lateral (
        select task_id from task_candidate c where c.group_id = h.addressee and c.due_at < ?
          and not (? = any (c.barred) or h.principal = any (c.barred)) order by c.due_at limit ${COUNT_CAP}
      ) c
    ) capped`;
  const { sql: visible, params } = readerScope(actor, 'Case');
  const [row] = await rows<InboxCounts>(
    db.orm.em.fork(),
    `select (${open}) as todo, (${open}) as overdue,
       (select count(*)::int from (
         select 1 from decision d join case_file f on f.id = d.case_id where d.account_id = ? and ${visible} limit ${COUNT_CAP}) d) as done,
       (select count(*)::int from (
         select distinct y.case_id, y.reason from case_copy y join case_file f on f.id = y.case_id
         where y.group_id = any (?) and ${visible} limit ${COUNT_CAP}) c) as copied,
       (select count(*)::int from (select 1 from case_file f where f.filed_by = ? and ${visible} limit ${COUNT_CAP}) f) as filed`,
    [
      ...[addressees, principals, 'infinity', actor.accountId],
      ...[addressees, principals, db.now(), actor.accountId],
      ...[actor.accountId, ...params, addresseesOf(actor), ...params, actor.accountId, ...params],
    ],
  );
  return row ?? { todo: 0, overdue: 0, done: 0, copied: 0, filed: 0 };
}
