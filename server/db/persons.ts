import type { EntityManager } from '@mikro-orm/postgresql';
import { isRole } from '#server/domain/actor.ts';
import type { Actor, Group } from '#server/domain/actor.ts';
import { rows } from './orm.ts';

type PersonRow = { accountId: string; name: string; organisationId: string; organisationName: string; groups: string[] };

const PERSON = `
  select a.id as "accountId", a.display_name as name, a.organisation_id as "organisationId", o.name as "organisationName",
    array(select p.organisation_id || ':' || p.role from appointment p where p.account_id = a.id
      and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date) order by 1) as groups
  from account a join organisation o on o.id = a.organisation_id
  where a.active`;

/** A colleague with the appointments in force on that day; null when nobody active has this account. */
export async function personBy(em: EntityManager, accountId: string, today: string): Promise<Actor | null> {
  const [found] = await rows<PersonRow>(em, `${PERSON} and a.id = ?`, [today, today, accountId]);
  return found ? actorOf(found) : null;
}

/** Everybody who belongs to one of these organisations, by name. */
export async function peopleOf(em: EntityManager, organisations: readonly string[], today: string): Promise<Actor[]> {
  const found = await rows<PersonRow>(em, `${PERSON} and a.organisation_id = any (?::text[]) order by a.organisation_id, a.display_name`, [
    today,
    today,
    [...organisations],
  ]);
  return found.map(actorOf);
}

/** Who holds one of these posts on that day, by post. */
export function holdersOf(em: EntityManager, groups: readonly string[], today: string): Promise<{ group: string; id: string }[]> {
  return rows<{ group: string; id: string }>(
    em,
    `select p.organisation_id || ':' || p.role as group, p.account_id as id from appointment p join account a on a.id = p.account_id
     where p.organisation_id || ':' || p.role = any (?::text[]) and a.active
       and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date) order by 2`,
    [[...groups], today, today],
  );
}

/** That nobody may answer the open task `t` today: nobody holds a post that it asks, nor is a person whom it asks here. Takes the day twice. */
export const NOBODY_ANSWERS = `not exists (
    select 1 from appointment p join account a on a.id = p.account_id and a.active
    where p.organisation_id || ':' || p.role = any (t.asked) and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date)
      and not (p.account_id = any (t.barred)))
  and not exists (
    select 1 from unnest(t.asked) g join account a on a.id = substring(g from ':@(.*)') and a.active where not (a.id = any (t.barred)))`;

/** The posts of those who supervise, on that day. */
export async function supervisorsOn(em: EntityManager, today: string): Promise<string[]> {
  const found = await rows<{ group: string }>(
    em,
    `select distinct organisation_id || ':' || role as group from appointment
     where role = 'security_supervisor' and valid_from <= ?::date and (valid_to is null or valid_to >= ?::date) order by 1`,
    [today, today],
  );
  return found.map(({ group }) => group);
}

/** A post that this version does not know gives no right. */
function actorOf({ groups, ...person }: PersonRow): Actor {
  return { ...person, groups: groups.filter((group): group is Group => isRole(group.slice(group.lastIndexOf(':') + 1))) };
}
