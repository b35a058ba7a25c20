import { PROCESSES } from '#processes/registry.ts';
import type { ProcessKey } from '#processes/registry.ts';
import type { CaseState } from './cases.ts';
import type { GrantState } from './grants.ts';
import type { TaskState } from './tasks.ts';
import type { Role } from './actor.ts';
import { BUREAU, DECIDERS, DEPARTMENT, HEADS, PARTIES, SUPERVISION } from './posts.ts';

/**
 * The one source of permissions: role x state x act (DOMAIN §6). CASL rules are generated from it
 * (server/auth/ability.ts), and the permission matrix document too. What no line allows is refused.
 */
export type Act =
  | 'read'
  | 'apply'
  | 'compile'
  | 'delist'
  | 'apply_open'
  | 'claim'
  | 'withdraw'
  | 'decide'
  | 'request_extension'
  | 'retry'
  | 'edit'
  | 'start'
  | 'dispute'
  | 'contest'
  | 'renew'
  | 'suspend'
  | 'submit_review';

export type SubjectName =
  | 'Entry'
  | 'Case'
  | 'Task'
  | 'Grant'
  | 'Operations'
  | 'Calendar'
  | 'Process'
  | 'Appointment'
  | 'Deputy'
  | 'Phrase'
  | 'Ledger'
  | 'PublicNotice'
  | 'Review';

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
  | 'consumer_organisation'
  /** the thing belongs to the organisation of the appointment */
  | 'own_organisation';

type EntryState = 'published' | 'unpublished';

type Line<Subject extends SubjectName, State extends string> = {
  readonly subject: Subject;
  readonly act: Act;
  readonly roles: readonly Role[] | 'every';
  readonly states: readonly State[] | 'every';
  readonly relation: Relation;
  /** Of a case or task: in these processes only. */
  readonly processes?: readonly ProcessKey[];
  /** Of a case or task: whom a complaint is about sees nothing of it, whatever posts they hold (DOMAIN §4.5 g). */
  readonly unconcerned?: true;
};

export type Permission =
  | Line<'Entry', EntryState>
  | Line<'Case', CaseState>
  | Line<'Task', TaskState>
  | Line<'Grant', GrantState>
  | Line<'Operations', never>
  | Line<'Calendar', never>
  | Line<'Review', never>
  | Line<'PublicNotice', never>
  /** The state of a process is which one it is. */
  | Line<'Process', ProcessKey>
  | Line<'Appointment' | 'Deputy' | 'Phrase' | 'Ledger', never>;

/** A complaint is seen by those who handle it and by whoever filed it. */
const BUT_COMPLAINTS: readonly ProcessKey[] = PROCESSES.map(({ key }) => key).filter((key) => key !== 'complaint');

export const PERMISSIONS: readonly Permission[] = [
  {
    subject: 'Process',
    act: 'start',
    roles: ['dept_applicant'],
    states: ['conditional-share', 'data-dispute', 'complaint', 'unlisted-demand', 'grant-renewal', 'share-dispute'],
    relation: 'any',
  },
  {
    subject: 'Process',
    act: 'start',
    roles: ['data_steward'],
    states: ['confidentiality-review', 'data-dispute', 'complaint', 'grant-suspension', 'collection-check'],
    relation: 'any',
  },
  {
    subject: 'Process',
    act: 'start',
    roles: ['catalogue_compiler'],
    states: ['catalogue-review', 'entry-withdrawal', 'confidentiality-review', 'collection-check'],
    relation: 'any',
  },
  { subject: 'Process', act: 'start', roles: ['external_applicant'], states: ['directional-open', 'complaint'], relation: 'any' },
  { subject: 'Process', act: 'start', roles: ['security_supervisor'], states: ['grant-suspension'], relation: 'any' },

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
  { subject: 'Entry', act: 'compile', roles: ['catalogue_compiler'], states: 'every', relation: 'provider_organisation' },
  { subject: 'Entry', act: 'delist', roles: ['catalogue_compiler'], states: ['published'], relation: 'provider_organisation' },
  { subject: 'Entry', act: 'apply_open', roles: ['external_applicant'], states: ['published'], relation: 'any' },

  { subject: 'Entry', act: 'contest', roles: ['dept_applicant'], states: ['published'], relation: 'any' },
  { subject: 'Entry', act: 'dispute', roles: ['dept_applicant', 'data_steward'], states: ['published'], relation: 'any' },

  { subject: 'Case', act: 'read', roles: PARTIES, states: 'every', relation: 'party', unconcerned: true },
  {
    subject: 'Case',
    act: 'read',
    roles: ['bureau_share_officer', 'bureau_leader'],
    states: 'every',
    relation: 'any',
    processes: BUT_COMPLAINTS,
  },
  { subject: 'Case', act: 'read', roles: SUPERVISION, states: 'every', relation: 'any', unconcerned: true },
  { subject: 'Case', act: 'read', roles: ['dept_applicant', 'data_steward', 'external_applicant'], states: 'every', relation: 'filer' },
  {
    subject: 'Case',
    act: 'withdraw',
    roles: ['dept_applicant', 'data_steward', 'external_applicant'],
    states: ['submitted'],
    relation: 'filer',
  },
  {
    subject: 'Case',
    act: 'withdraw',
    roles: ['catalogue_compiler'],
    states: ['submitted'],
    relation: 'filer',
    processes: ['catalogue-review', 'entry-withdrawal', 'confidentiality-review'],
  },
  { subject: 'Case', act: 'withdraw', roles: ['data_steward'], states: ['submitted'], relation: 'applicant_organisation' },
  // What the system began for the bureau is taken back by whoever keeps the catalogue there; what is still due begins again.
  {
    subject: 'Case',
    act: 'withdraw',
    roles: ['bureau_catalogue_reviewer'],
    states: ['submitted'],
    relation: 'applicant_organisation',
    processes: ['data-update', 're-evaluation'],
  },

  { subject: 'Task', act: 'read', roles: PARTIES, states: 'every', relation: 'party', unconcerned: true },
  {
    subject: 'Task',
    act: 'read',
    roles: ['bureau_share_officer', 'bureau_leader'],
    states: 'every',
    relation: 'any',
    processes: BUT_COMPLAINTS,
  },
  { subject: 'Task', act: 'read', roles: SUPERVISION, states: 'every', relation: 'any', unconcerned: true },
  { subject: 'Task', act: 'decide', roles: DECIDERS, states: ['open'], relation: 'candidate' },
  // Who supervises decides on complaints and misuse, and gives an opinion on how an applicant keeps data safe (SoD 7, 8).
  { subject: 'Task', act: 'decide', roles: SUPERVISION, states: ['open'], relation: 'candidate', processes: ['complaint'] },
  {
    subject: 'Task',
    act: 'decide',
    roles: ['security_supervisor'],
    states: ['open'],
    relation: 'candidate',
    processes: ['grant-suspension', 'directional-open'],
  },
  {
    subject: 'Task',
    act: 'decide',
    roles: ['coordination_member'],
    states: ['open'],
    relation: 'candidate',
    processes: ['data-dispute', 'catalogue-review'],
  },
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

  { subject: 'Grant', act: 'renew', roles: ['dept_applicant'], states: ['active'], relation: 'consumer_organisation' },
  { subject: 'Grant', act: 'suspend', roles: ['security_supervisor'], states: ['active'], relation: 'any' },
  { subject: 'Grant', act: 'suspend', roles: ['data_steward'], states: ['active'], relation: 'provider_organisation' },
  {
    subject: 'Review',
    act: 'read',
    roles: ['catalogue_compiler', 'catalogue_reviewer', 'data_steward', 'dept_leader', 'dept_confidentiality_reviewer'],
    states: 'every',
    relation: 'provider_organisation',
  },
  {
    subject: 'Review',
    act: 'read',
    roles: ['city_confidentiality_reviewer', 'bureau_open_officer', 'bureau_leader', ...SUPERVISION],
    states: 'every',
    relation: 'any',
  },

  { subject: 'Operations', act: 'read', roles: ['platform_operator', ...SUPERVISION], states: 'every', relation: 'any' },
  { subject: 'Operations', act: 'retry', roles: ['platform_operator'], states: 'every', relation: 'any' },

  // Whoever keeps the calendar decides no case: nobody moves a limit that binds them.
  { subject: 'Calendar', act: 'read', roles: 'every', states: 'every', relation: 'any' },
  { subject: 'Calendar', act: 'edit', roles: ['flow_admin'], states: 'every', relation: 'any' },

  // Which role each of them gives stands in appointments.ts; one's own deputy and phrases are a personal matter.
  { subject: 'Appointment', act: 'read', roles: ['data_steward', 'dept_leader'], states: 'every', relation: 'own_organisation' },
  { subject: 'Appointment', act: 'read', roles: ['bureau_leader', ...SUPERVISION], states: 'every', relation: 'any' },
  { subject: 'Appointment', act: 'edit', roles: ['data_steward', 'dept_leader'], states: 'every', relation: 'own_organisation' },
  { subject: 'Appointment', act: 'edit', roles: ['bureau_leader'], states: 'every', relation: 'any' },
  { subject: 'Deputy', act: 'read', roles: HEADS, states: 'every', relation: 'own_organisation' },
  { subject: 'Deputy', act: 'read', roles: SUPERVISION, states: 'every', relation: 'any' },
  { subject: 'Deputy', act: 'edit', roles: HEADS, states: 'every', relation: 'own_organisation' },
  { subject: 'Phrase', act: 'edit', roles: HEADS, states: 'every', relation: 'own_organisation' },

  { subject: 'Ledger', act: 'read', roles: ['dept_leader', 'bureau_leader'], states: 'every', relation: 'own_organisation' },
  { subject: 'Ledger', act: 'read', roles: SUPERVISION, states: 'every', relation: 'any' },
];
