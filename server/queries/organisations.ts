import { may, mayEver } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type OrganisationView = {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly kind: string;
  readonly people: number;
  /** Roles of a department that nobody holds today. */
  readonly vacant: readonly string[];
};

const NEEDED = [
  'dept_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
  'data_steward',
  'dept_leader',
  'dept_confidentiality_reviewer',
];

/** The organisations whose appointments the reader may see, with how many people they have and which posts are vacant. */
export async function organisations(db: Db, actor: Actor): Promise<readonly OrganisationView[] | Refusal> {
  if (!mayEver(actor, 'read', 'Appointment')) return refuse('forbidden', { reason: 'organisation_not_found' });
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const found = await rows<Omit<OrganisationView, 'vacant'> & { held: string[] }>(
    db.orm.em.fork(),
    `select o.id, o.name, o.code, o.kind, (select count(*)::int from account a where a.organisation_id = o.id and a.active) as people,
       array(select distinct p.role from appointment p join account a on a.id = p.account_id and a.active where p.organisation_id = o.id
         and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date)) as held
     from organisation o order by not exists (select 1 from account a where a.organisation_id = o.id and a.active), o.name`,
    [today, today],
  );
  return found
    .filter(({ id }) => may(actor, 'read', 'Appointment', { organisationId: id }))
    .map(({ held, ...row }) => ({
      ...row,
      vacant: vacantOf(held),
    }));
}

/** Only of an organisation that works as a department: one that holds none of these roles has no post to fill. */
function vacantOf(held: readonly string[]): string[] {
  const missing = NEEDED.filter((role) => !held.includes(role));
  return missing.length === NEEDED.length ? [] : missing;
}
