import { createMongoAbility, subject } from '@casl/ability';
import type { MongoAbility, MongoQuery, RawRuleOf } from '@casl/ability';
import type { ProcessKey } from '#processes/registry.ts';
import { PERMISSIONS } from '#server/domain/permissions.ts';
import type { Act, Permission, Relation, SubjectName } from '#server/domain/permissions.ts';
import { personsOf } from '#server/domain/actor.ts';
import type { Actor, Group, Principal, Role } from '#server/domain/actor.ts';
import { hatsOf, ownGroups, selvesOf } from '#server/domain/deputies.ts';
import type { CaseState } from '#server/domain/cases.ts';
import type { GrantState } from '#server/domain/grants.ts';
import type { TaskState } from '#server/domain/tasks.ts';

/** The fields on which rules stand; a row must bring them before it can be judged. */
export type EntrySubject = { state: string; providerId: string };
export type CaseSubject = {
  state: CaseState;
  processKey: ProcessKey;
  filedBy: string;
  applicantId: string;
  parties: readonly string[];
  keptFrom: readonly string[];
};
export type TaskSubject = {
  state: TaskState;
  processKey: string;
  asked: readonly string[];
  barred: readonly string[];
  parties: readonly string[];
  keptFrom: readonly string[];
};
export type GrantSubject = { state: GrantState; providerId: string; consumerId: string };

/** A decision of a confidentiality review. */
export type ReviewSubject = { providerId: string };
export type ProcessSubject = { state: ProcessKey };
export type DepartmentSubject = { organisationId: string };

type Subjects = {
  Entry: EntrySubject;
  Case: CaseSubject;
  Task: TaskSubject;
  Grant: GrantSubject;
  Operations: object;
  Calendar: object;
  Process: ProcessSubject;
  Appointment: DepartmentSubject;
  Deputy: DepartmentSubject;
  Phrase: DepartmentSubject;
  Ledger: DepartmentSubject;
  Review: ReviewSubject;
  PublicNotice: object;
};

export type AppAbility = MongoAbility<[Act, SubjectName | Subjects[SubjectName]]>;
export type AbilityRules = RawRuleOf<AppAbility>[];

/** A deputy decides in the principal's posts, but manages nobody: that a deputy gave the next post would be a chain. */
const PERSONNEL: readonly SubjectName[] = ['Appointment', 'Deputy', 'Phrase'];

/** CASL rules of one person, generated from the permission table and the appointments in force. */
function rulesFor(actor: Actor): AbilityRules {
  return PERMISSIONS.flatMap((line) => {
    const held = PERSONNEL.includes(line.subject) ? ownGroups(actor) : actor.groups;
    const groups = held.filter((group) => appliesTo(line.roles, group));
    if (groups.length === 0) return [];
    return relationConditions(line.relation, actor, groups).map((relation) => ({
      action: line.act,
      subject: line.subject,
      conditions: { ...stateCondition(line), ...processCondition(line), ...concernCondition(line, actor), ...relation },
    }));
  });
}

/** Built once for the person of a request: an actor is a fact of one moment and never changes. */
function abilityOf(actor: Actor): AppAbility {
  const known = abilities.get(actor);
  if (known) return known;
  const ability = createMongoAbility<AppAbility>(rulesFor(actor));
  abilities.set(actor, ability);
  return ability;
}

const abilities = new WeakMap<Actor, AppAbility>();

/** Is there anything at all to which this person may do this? What a page or call as a whole asks. */
export function mayEver(actor: Actor, act: Act, name: SubjectName): boolean {
  return abilityOf(actor).can(act, name);
}

/** May this person do this to this very thing? Ask it on the locked row before deciding. */
export function may<Name extends SubjectName>(actor: Actor, act: Act, name: Name, thing: Subjects[Name]): boolean {
  return abilityOf(actor).can(act, subject(name, { ...thing }));
}

/** For whom an act that this person may do is done: null where their own posts suffice, else the principal whose post they need. */
export function inWhoseName<Name extends SubjectName>(actor: Actor, act: Act, name: Name, thing: Subjects[Name]): Principal | null {
  const { accountId, name: own, organisationId, organisationName } = actor;
  const hat = hatsOf(actor).find(({ groups }) => may({ accountId, name: own, organisationId, organisationName, groups }, act, name, thing));
  return hat?.actingFor ?? null;
}

function appliesTo(roles: readonly Role[] | 'every', group: Group): boolean {
  return roles === 'every' || roles.some((role) => group.endsWith(`:${role}`));
}

function stateCondition(line: Permission): MongoQuery {
  if (line.states === 'every') return {};
  if (line.subject === 'Entry') return { state: line.states.includes('published') ? 'published' : { $ne: 'published' } };
  return { state: { $in: [...line.states] } };
}

function processCondition({ processes }: Permission): MongoQuery {
  return processes === undefined ? {} : { processKey: { $in: [...processes] } };
}

function concernCondition({ unconcerned }: Permission, actor: Actor): MongoQuery {
  return unconcerned ? { keptFrom: { $nin: selvesOf(actor) } } : {};
}

/** Any of them is enough: whoever is asked acts in their own posts or in those of one principal, each barred for itself. */
function relationConditions(relation: Relation, actor: Actor, groups: readonly Group[]): MongoQuery[] {
  if (relation !== 'candidate') return [relationCondition(relation, actor, groups)];
  return hatsOf(actor).map((hat) => ({
    asked: { $in: [...hat.groups.filter((group) => groups.includes(group)), hat.person] },
    barred: { $nin: [...hat.persons] },
  }));
}

function relationCondition(relation: Exclude<Relation, 'candidate'>, actor: Actor, groups: readonly Group[]): MongoQuery {
  const organisations = [...new Set(groups.map((group) => group.slice(0, group.lastIndexOf(':'))))];
  switch (relation) {
    case 'any':
      return {};
    case 'party':
      return { parties: { $in: [...groups, ...personsOf(actor)] } };
    case 'filer':
      return { filedBy: actor.accountId };
    case 'applicant_organisation':
      return { applicantId: { $in: organisations } };
    case 'provider_organisation':
      return { providerId: { $in: organisations } };
    case 'consumer_organisation':
      return { consumerId: { $in: organisations } };
    case 'own_organisation':
      return { organisationId: { $in: organisations } };
    default:
      return relation satisfies never;
  }
}
