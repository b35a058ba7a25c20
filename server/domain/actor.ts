/** Roles of DOMAIN §6, ids as in the appointments. */
export const ROLES = [
  'dept_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
  'data_steward',
  'area_data_officer',
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

/** A person in whose posts somebody else acts today, by a deputy record. */
export type Principal = {
  readonly accountId: string;
  readonly name: string;
  /** The principal's own posts in the department of the record that the deputy does not hold too. */
  readonly groups: readonly Group[];
  /** Every organisation of which the principal is a member: the deputy inherits whose side they are on. */
  readonly organisations: readonly string[];
};

/** Who acts: a person with the appointments in force on that day. */
export type Actor = {
  readonly accountId: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** `<organisation>:<role>` for each appointment in force, and for each that a deputy record adds (deputies.ts). */
  readonly groups: readonly Group[];
  /** Whose deputy they are today; nobody's when it is left out. */
  readonly standsInFor?: readonly Principal[];
};

/** Whom a task or a notice is for: a post, or one person of a department (`<organisation>:@<account>`). */
export type Addressee = string;

export function personOf(person: Pick<Actor, 'accountId' | 'organisationId'>): Addressee {
  return `${person.organisationId}:@${person.accountId}`;
}

/** Everything under which this person is reached: the posts held, the person, and whoever they stand in for. */
export function addresseesOf(actor: Reached & Pick<Actor, 'groups'>): Addressee[] {
  return [...actor.groups, ...personsOf(actor)];
}

/** The person and whoever they stand in for, who is of the same department. */
export function personsOf(actor: Reached): Addressee[] {
  const { organisationId, standsInFor = [] } = actor;
  return [personOf(actor), ...standsInFor.map(({ accountId }) => personOf({ accountId, organisationId }))];
}

type Reached = Pick<Actor, 'accountId' | 'organisationId' | 'standsInFor'>;

/** The account of a person that is addressed; null for a post. */
export function accountOf(addressee: Addressee): string | null {
  const at = addressee.lastIndexOf(':@');
  return at < 0 ? null : addressee.slice(at + 2);
}

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

/** A role that this version does not know gives no right. */
export function isGroup(group: string): group is Group {
  return isRole(group.slice(group.lastIndexOf(':') + 1));
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
