import type { Db } from '#server/db/transact.ts';
import { organisationOf } from '#server/domain/actor.ts';

/** A group of candidates as people read it: which department, in which role. */
export type GroupView = { readonly group: string; readonly organisation: string; readonly role: string };

export function groupView(db: Db, group: string): GroupView {
  const organisation = organisationOf(group);
  return { group, organisation: organisationName(db, organisation), role: group.slice(organisation.length + 1) };
}

/** The short name; the id itself where it is of no organisation that we know. */
export function organisationName(db: Db, id: string): string {
  return db.reference.organisations.get(id) ?? id;
}
