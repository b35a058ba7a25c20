import type { EntityManager } from '@mikro-orm/postgresql';
import type { Day } from '#server/domain/calendar.ts';
import { rows } from './orm.ts';

export type HeldTask = {
  readonly id: string;
  readonly caseId: string;
  readonly name: string;
  readonly number: string;
  readonly element: string;
  readonly round: number;
  readonly barsSuccessor: boolean;
};

/** Open tasks that this person has in hand, or that nobody else is left to answer, in the order in which cases are locked. */
export function tasksHeld(em: EntityManager, leaverId: string, successorId: string, today: Day): Promise<HeldTask[]> {
  return rows<HeldTask>(
    em,
    `with leaver as (select id, organisation_id || ':@' || id as person from account where id = ?),
     mine as (
       select p.organisation_id || ':' || p.role as post from appointment p join leaver l on l.id = p.account_id
       where p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date))
     select t.id, t.case_id as "caseId", t.name, f.number, t.element, t.round, alone.only and ? = any (t.barred) as "barsSuccessor"
     from task t join case_file f on f.id = t.case_id cross join leaver l cross join lateral (
       select not exists (
         select 1 from appointment p join account a on a.id = p.account_id and a.active
         where p.organisation_id || ':' || p.role = any (t.candidates) and p.account_id <> l.id and not (p.account_id = any (t.barred))
           and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date)) as only) alone
     where t.state = 'open' and (
       (alone.only and not (l.id = any (t.barred)) and t.id in (select c.task_id from task_candidate c join mine on mine.post = c.group_id))
       or t.id in (select s.task_id from task_signer s where s.state in ('due', 'waiting') and l.person in (s.holder, s.delegate)))
     order by t.case_id, t.created_at, t.id`,
    [leaverId, today, today, successorId, today, today],
  );
}

export type LooseDraft = { readonly id: string; readonly title: string };

/** Half-written things, by what they belong to. */
export function draftsOf(em: EntityManager, accountId: string): Promise<LooseDraft[]> {
  return rows<LooseDraft>(
    em,
    `select d.id, coalesce(e.name, t.name, '') as title from draft d
     left join catalogue_entry e on d.subject = 'entry:' || e.id left join task t on d.subject = 'task:' || t.id::text
     where d.account_id = ? order by d.updated_at, d.id`,
    [accountId],
  );
}

export async function looseFilesOf(em: EntityManager, accountId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(em, 'select id from attachment where owner_id = ? and case_id is null order by id', [accountId]);
  return found.map(({ id }) => id);
}
