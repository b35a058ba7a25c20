import type { ProcessKey } from '#processes/registry.ts';
import type { CaseState } from './cases.ts';
import type { GrantState } from './grants.ts';
import type { TaskState } from './tasks.ts';
import type { Role } from './actor.ts';

/**
 * The one source of permissions: role x state x act (DOMAIN §6). CASL rules are generated from it
 * (server/auth/ability.ts), and the permission matrix document too. What no line allows is refused.
 */
export type Act =
  | 'read'
  | 'apply'
  | 'apply_open'
  | 'claim'
  | 'withdraw'
  | 'decide'
  | 'request_extension'
  | 'retry'
  | 'edit'
  | 'start'
  | 'submit_review';

export type SubjectName = 'Entry' | 'Case' | 'Task' | 'Grant' | 'Operations' | 'Calendar' | 'Process' | 'PublicNotice';

/** How the actor must stand to the thing; each becomes a condition on its fields. */
export type Relation =
  | 'any'
  /** one of the actor's groups is a party of the case */
  | 'party'
  /** the actor filed it */
  | 'filer'
  /** the applicant is the organisation of the appointment */
  | 'applicant_organisation'
  /** one of the actor's groups is asked, and the actor is not barred by separation of duties */
  | 'candidate'
  /** the provider is the organisation of the appointment */
  | 'provider_organisation'
  /** the consumer is the organisation of the appointment */
  | 'consumer_organisation';

type EntryState = 'published' | 'unpublished';

type Line<Subject extends SubjectName, State extends string> = {
  readonly subject: Subject;
  readonly act: Act;
  readonly roles: readonly Role[] | 'every';
  readonly states: readonly State[] | 'every';
  readonly relation: Relation;
};

export type Permission =
  | Line<'Entry', EntryState>
  | Line<'Case', CaseState>
  | Line<'Task', TaskState>
  | Line<'Grant', GrantState>
  | Line<'Operations', never>
  | Line<'Calendar', never>
  | Line<'PublicNotice', never>
  /** The state of a process is which one it is. */
  | Line<'Process', ProcessKey>;

const DEPARTMENT: readonly Role[] = [
  'dept_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
  'data_steward',
  'dept_leader',
  'dept_confidentiality_reviewer',
];
const BUREAU: readonly Role[] = [
  'bureau_catalogue_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'flow_admin',
  'flow_publisher',
  'platform_operator',
  'coordination_member',
  'city_confidentiality_reviewer',
];
const SUPERVISION: readonly Role[] = ['security_supervisor', 'auditor'];
const DECIDERS: readonly Role[] = [
  'dept_applicant',
  'data_steward',
  'dept_leader',
  'dept_confidentiality_reviewer',
  'city_confidentiality_reviewer',
  'bureau_share_officer',
  'bureau_open_officer',
  'bureau_leader',
  'platform_operator',
  // Gives an opinion on an applicant's ability to keep data safe; no post of theirs answers or grants (SoD 8).
  'security_supervisor',
  'external_applicant',
  'catalogue_compiler',
  'catalogue_reviewer',
];

/** Whoever decides, and those who coordinate where a case was reported to them. */
const PARTIES: readonly Role[] = [...DECIDERS, 'coordination_member'];

export const PERMISSIONS: readonly Permission[] = [
  { subject: 'Process', act: 'start', roles: ['dept_applicant'], states: ['conditional-share'], relation: 'any' },
  {
    subject: 'Process',
    act: 'start',
    roles: ['catalogue_compiler', 'data_steward'],
    states: ['confidentiality-review'],
    relation: 'any',
  },
  { subject: 'Process', act: 'start', roles: ['external_applicant'], states: ['directional-open'], relation: 'any' },

  {
    subject: 'Entry',
    act: 'read',
    roles: [...DEPARTMENT, ...BUREAU, ...SUPERVISION, 'external_applicant'],
    states: ['published'],
    relation: 'any',
  },
  {
    subject: 'Entry',
    act: 'read',
    roles: ['catalogue_compiler', 'catalogue_reviewer', 'data_steward', 'dept_leader', 'dept_confidentiality_reviewer'],
    states: ['unpublished'],
    relation: 'provider_organisation',
  },
  { subject: 'Entry', act: 'read', roles: ['bureau_catalogue_reviewer', ...SUPERVISION], states: ['unpublished'], relation: 'any' },
  {
    subject: 'Entry',
    act: 'submit_review',
    roles: ['catalogue_compiler', 'data_steward'],
    states: 'every',
    relation: 'provider_organisation',
  },
  { subject: 'Entry', act: 'apply', roles: ['dept_applicant'], states: ['published'], relation: 'any' },
  { subject: 'Entry', act: 'apply_open', roles: ['external_applicant'], states: ['published'], relation: 'any' },

  { subject: 'Case', act: 'read', roles: PARTIES, states: 'every', relation: 'party' },
  { subject: 'Case', act: 'read', roles: ['bureau_share_officer', 'bureau_leader', ...SUPERVISION], states: 'every', relation: 'any' },
  { subject: 'Case', act: 'withdraw', roles: ['dept_applicant', 'external_applicant'], states: ['submitted'], relation: 'filer' },
  { subject: 'Case', act: 'withdraw', roles: ['data_steward'], states: ['submitted'], relation: 'applicant_organisation' },

  { subject: 'Task', act: 'read', roles: PARTIES, states: 'every', relation: 'party' },
  { subject: 'Task', act: 'read', roles: ['bureau_share_officer', 'bureau_leader', ...SUPERVISION], states: 'every', relation: 'any' },
  { subject: 'Task', act: 'decide', roles: DECIDERS, states: ['open'], relation: 'candidate' },
  { subject: 'Task', act: 'request_extension', roles: ['data_steward', 'bureau_leader'], states: ['open'], relation: 'candidate' },

  {
    subject: 'Grant',
    act: 'read',
    roles: ['dept_applicant', 'data_steward', 'dept_leader', 'external_applicant'],
    states: 'every',
    relation: 'consumer_organisation',
  },
  {
    subject: 'Grant',
    act: 'read',
    roles: ['data_steward', 'dept_leader', 'dept_confidentiality_reviewer'],
    states: 'every',
    relation: 'provider_organisation',
  },
  {
    subject: 'Grant',
    act: 'read',
    roles: ['bureau_share_officer', 'bureau_open_officer', 'bureau_leader', 'platform_operator', ...SUPERVISION],
    states: 'every',
    relation: 'any',
  },
  { subject: 'Grant', act: 'claim', roles: ['external_applicant'], states: ['active'], relation: 'consumer_organisation' },

  { subject: 'PublicNotice', act: 'read', roles: 'every', states: 'every', relation: 'any' },

  { subject: 'Operations', act: 'read', roles: ['platform_operator', ...SUPERVISION], states: 'every', relation: 'any' },
  { subject: 'Operations', act: 'retry', roles: ['platform_operator'], states: 'every', relation: 'any' },

  // Whoever keeps the calendar decides no case: nobody moves a limit that binds them.
  { subject: 'Calendar', act: 'read', roles: 'every', states: 'every', relation: 'any' },
  { subject: 'Calendar', act: 'edit', roles: ['flow_admin'], states: 'every', relation: 'any' },
];
