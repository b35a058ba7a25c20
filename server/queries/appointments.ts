import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { ROLES } from '#server/domain/actor.ts';
import type { Actor, Role } from '#server/domain/actor.ts';
import { mayAppoint } from '#server/domain/appointments.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type AppointmentView = {
  readonly id: string;
  readonly person: string;
  readonly accountId: string;
  readonly unit: string;
  readonly role: string;
  readonly from: string;
  readonly to: string | null;
  readonly state: 'coming' | 'in_force' | 'ended';
  readonly mayEnd: boolean;
  /** Every act on it, the oldest first; none for what was shipped with the demo. */
  readonly history: readonly AppointmentAct[];
};
export type AppointmentAct = {
  readonly act: 'given' | 'ended';
  readonly by: string;
  readonly at: string;
  readonly reason: string;
  readonly to: string | null;
};

export type AppointmentRegister = {
  readonly organisation: { readonly id: string; readonly name: string };
  /** The organisations whose register the reader may open. */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly today: string;
  readonly appointments: readonly AppointmentView[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** The roles that the reader gives here. */
  readonly grantable: readonly Role[];
};

type Row = Omit<AppointmentView, 'state' | 'mayEnd' | 'history'> & { history: AppointmentAct[] };

/** The register of appointments of one organisation (requirement 32): who holds what, since when, until when, given by whom and why. */
export async function appointmentRegister(
  db: Db,
  actor: Actor,
  input: { readonly organisationId?: string | undefined; readonly ended?: boolean | undefined },
): Promise<AppointmentRegister | Refusal> {
  const organisationId = input.organisationId ?? actor.organisationId;
  const name = db.reference.organisations.get(organisationId);
  if (name === undefined || !may(actor, 'read', 'Appointment', { organisationId }))
    return refuse('not_found', { reason: 'organisation_not_found' });
  const em = db.orm.em.fork();
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const found = await rows<Row>(
    em,
    `select p.id, a.display_name as person, a.id as "accountId", a.unit, p.role,
       to_char(p.valid_from, 'YYYY-MM-DD') as from, to_char(p.valid_to, 'YYYY-MM-DD') as to,
       coalesce((select json_agg(json_build_object('act', h.act, 'by', b.display_name, 'at', h.done_at, 'reason', h.reason,
         'to', to_char(h.valid_to, 'YYYY-MM-DD')) order by h.id)
         from appointment_history h join account b on b.id = h.done_by where h.appointment_id = p.id), '[]') as history
     from appointment p join account a on a.id = p.account_id
     where p.organisation_id = ? and (? or p.valid_to is null or p.valid_to >= ?::date)
     order by p.valid_to is not null and p.valid_to < ?::date, a.unit, a.display_name, p.role, p.valid_from limit 500`,
    [organisationId, input.ended === true, today, today],
  );
  const people = await rows<{ id: string; name: string }>(
    em,
    'select id, display_name as name from account where organisation_id = ? and active order by display_name',
    [organisationId],
  );
  const grantable = ROLES.filter((role) => mayAppoint(actor, organisationId, role));
  return {
    organisation: { id: organisationId, name },
    organisations: [...db.reference.organisations]
      .filter(([id]) => may(actor, 'read', 'Appointment', { organisationId: id }))
      .map(([id, shortName]) => ({ id, name: shortName })),
    today,
    appointments: found.map((row) => view(row, actor, today, grantable)),
    people: people.filter(({ id }) => id !== actor.accountId),
    grantable,
  };
}

function view(row: Row, actor: Actor, today: string, grantable: readonly string[]): AppointmentView {
  const state = row.to !== null && row.to < today ? 'ended' : row.from > today ? 'coming' : 'in_force';
  return {
    ...row,
    state,
    mayEnd: state !== 'ended' && row.accountId !== actor.accountId && grantable.includes(row.role),
    history: row.history.map((act) => ({ ...act, at: new Date(act.at).toISOString() })),
  };
}
