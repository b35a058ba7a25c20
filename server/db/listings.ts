import type { EntityManager } from '@mikro-orm/postgresql';
import { LISTS } from '#server/domain/open-application.ts';
import type { Listing } from '#server/domain/open-application.ts';
import { rows } from './orm.ts';

/** The lists on which an organisation stands on this day. */
export async function listingsOf(em: EntityManager, organisationId: string, today: string): Promise<Listing[]> {
  const found = await rows<{ list: string }>(
    em,
    `select distinct l.list from listed_applicant l join organisation o on o.code = l.uscc
     where o.id = ? and l.listed_on <= ?::date and (l.removed_on is null or l.removed_on > ?::date)`,
    [organisationId, today, today],
  );
  return LISTS.filter((list) => found.some((row) => row.list === list));
}
