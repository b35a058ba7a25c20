/** Roles of DOMAIN §6, ids as in the appointments. */
export const ROLES = [
  'dept_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
  'data_steward',
  'dept_leader',
  'dept_confidentiality_reviewer',
  'city_confidentiality_reviewer',
  'bureau_catalogue_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'flow_admin',
  'flow_publisher',
  'platform_operator',
  'security_supervisor',
  'auditor',
  'coordination_member',
  'external_applicant',
] as const;

export type Role = (typeof ROLES)[number];

export type Group = `${string}:${Role}`;

/** Who acts: a person with the appointments in force on that day. */
export type Actor = {
  readonly accountId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** `<organisation>:<role>` for each appointment in force. */
  readonly groups: readonly Group[];
};

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

export function rolesOf(actor: Actor): Role[] {
  return [...new Set(actor.groups.map(roleOf))];
}

export function roleOf(group: Group): Role {
  const role = group.slice(group.lastIndexOf(':') + 1);
  if (!isRole(role)) throw new Error(`unknown role in group ${group}`);
  return role;
}

/** The organisation for which this person acts in a role: their own where they hold it there; null when they hold it nowhere. */
export function organisationFor(actor: Actor, role: Role): string | null {
  const held = actor.groups.filter((group) => group.endsWith(`:${role}`)).map(organisationOf);
  return held.includes(actor.organisationId) ? actor.organisationId : (held[0] ?? null);
}

/** The organisation for which this person starts a process that these roles may start; null when none of them is theirs. */
export function organisationStarting(actor: Actor, roles: readonly string[]): string | null {
  const held = roles.filter(isRole).flatMap((role) => organisationFor(actor, role) ?? []);
  return held[0] ?? null;
}

/** The organisation of a group. */
export function organisationOf(group: string): string {
  return group.slice(0, group.lastIndexOf(':'));
}

/** Somebody outside the administration: they see the public side of the catalogue, and their own organisation (SoD 14). */
export function isOutsider(actor: Pick<Actor, 'groups'>): boolean {
  return actor.groups.length > 0 && actor.groups.every((group) => group.endsWith(':external_applicant'));
}
