import { isRole } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { Day } from '#server/domain/calendar.ts';
import type { RoleTerm } from '#server/domain/incompatible-roles.ts';
import { rows } from './orm.ts';
import type { Tx } from './transact.ts';

/** Whatever changes who may do what in an organisation goes through here one after the other: rules look at several people at once. */
export async function lockOrganisation(tx: Tx, organisationId: string): Promise<boolean> {
  const found = await rows(tx.em, 'select id from organisation where id = ? for no key update', [organisationId]);
  return found.length > 0;
}

export function todayOf(tx: Pick<Tx, 'at' | 'reference'>): Day {
  return dayOf(tx.at, tx.reference.calendar.timezone);
}

export type HeldRole = RoleTerm & { readonly id: string; readonly accountId: string; readonly organisationId: string };

/** Appointments of these people that have not ended, oldest first. A role that this version does not know gives no right. */
export async function heldRoles(tx: Tx, accountIds: readonly string[]): Promise<HeldRole[]> {
  const found = await rows<Omit<HeldRole, 'role'> & { role: string }>(
    tx.em,
    `select id, account_id as "accountId", organisation_id as "organisationId", role, to_char(valid_from, 'YYYY-MM-DD') as from,
       to_char(valid_to, 'YYYY-MM-DD') as to
     from appointment where account_id = any (?) and (valid_to is null or valid_to >= ?::date) order by valid_from, id`,
    [[...accountIds], todayOf(tx)],
  );
  return found.flatMap((row) => (isRole(row.role) ? [{ ...row, role: row.role }] : []));
}

export type DeputyRecord = {
  readonly id: string;
  readonly organisationId: string;
  readonly principalId: string;
  readonly deputyId: string;
  readonly from: Day;
  readonly to: Day;
};

/** Deputy records that have not ended in which one of these people stands on either side. */
export function deputyRecords(tx: Tx, accountIds: readonly string[]): Promise<DeputyRecord[]> {
  return rows<DeputyRecord>(
    tx.em,
    `select id, organisation_id as "organisationId", principal_id as "principalId", deputy_id as "deputyId",
       to_char(valid_from, 'YYYY-MM-DD') as from, to_char(valid_to, 'YYYY-MM-DD') as to
     from deputy where (principal_id = any (?) or deputy_id = any (?)) and ended_at is null and valid_to >= ?::date order by given_at, id`,
    [[...accountIds], [...accountIds], todayOf(tx)],
  );
}

export type AccountRow = { readonly id: string; readonly name: string; readonly organisationId: string; readonly active: boolean };

export async function accountsById(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, AccountRow>> {
  const found = await rows<AccountRow>(
    tx.em,
    'select id, display_name as name, organisation_id as "organisationId", active from account where id = any (?)',
    [[...ids]],
  );
  return new Map(found.map((row) => [row.id, row]));
}
