import { PERMISSIONS } from '#server/domain/permissions.ts';
import type { Permission, SubjectName } from '#server/domain/permissions.ts';
import { personsOf } from '#server/domain/actor.ts';
import type { Actor, Group } from '#server/domain/actor.ts';
import { selvesOf } from '#server/domain/deputies.ts';

/** `nearlyAll`: the condition leaves out a few that the reader must not see, so there is nothing to be won by looking for the rest. */
export type Scope = { readonly sql: string; readonly params: readonly unknown[]; readonly nearlyAll?: true };

const ALL: Scope = { sql: 'true', params: [] };

/** Whether the condition leaves out nothing, or hardly anything. */
export function seesNearlyAll(scope: Scope): boolean {
  return scope.sql === ALL.sql || scope.nearlyAll === true;
}

const COLUMNS: Partial<Record<SubjectName, { alias: string }>> = {
  Case: { alias: 'f' },
  Grant: { alias: 'g' },
  Entry: { alias: 'e' },
  Review: { alias: 'd' },
};

/**
 * The permission table's `read` lines as a condition for lists: the same lines from which the CASL rules of single
 * things are generated (a test compares the two on every row).
 */
export function readerScope(actor: Actor, subject: 'Case' | 'Grant' | 'Entry' | 'Review'): Scope {
  const alias = COLUMNS[subject]?.alias ?? '';
  const parts = PERMISSIONS.filter((line) => line.subject === subject && line.act === 'read').flatMap((line) => {
    const groups = actor.groups.filter((group) => line.roles === 'every' || line.roles.some((role) => group.endsWith(`:${role}`)));
    return groups.length === 0 ? [] : [condition(alias, line, actor, groups)];
  });
  if (parts.length === 0) return { sql: 'false', params: [] };
  if (parts.some(({ sql }) => sql === ALL.sql)) return ALL;
  return {
    sql: `(${parts.map((part) => part.sql).join(' or ')})`,
    params: parts.flatMap((part) => part.params),
    ...(parts.some(seesNearlyAll) ? { nearlyAll: true } : {}),
  };
}

function condition(alias: string, line: Permission, actor: Actor, groups: readonly Group[]): Scope {
  const related = relationSql(alias, line, actor, groups);
  const unconcerned: Scope = line.unconcerned
    ? {
        sql: `(${related.sql} and not ${alias}.kept_from && ?::text[])`,
        params: [...related.params, selvesOf(actor)],
        ...(seesNearlyAll(related) ? { nearlyAll: true } : {}),
      }
    : related;
  const relation = line.processes
    ? { sql: `(${alias}.process_key = any (?) and ${unconcerned.sql})`, params: [[...line.processes], ...unconcerned.params] }
    : unconcerned;
  if (line.states === 'every') return relation;
  if (line.subject === 'Entry') {
    const state = line.states.includes('published') ? `${alias}.state = 'published'` : `${alias}.state <> 'published'`;
    return { sql: `(${state} and ${relation.sql})`, params: relation.params };
  }
  return { sql: `(${alias}.state = any (?) and ${relation.sql})`, params: [[...line.states], ...relation.params] };
}

function relationSql(alias: string, line: Permission, actor: Actor, groups: readonly Group[]): Scope {
  const organisations = [...new Set(groups.map((group) => group.slice(0, group.lastIndexOf(':'))))];
  switch (line.relation) {
    case 'any':
      return ALL;
    case 'party':
      return { sql: `${alias}.parties && ?::text[]`, params: [[...groups, ...personsOf(actor)]] };
    case 'filer':
      return { sql: `${alias}.filed_by = ?`, params: [actor.accountId] };
    case 'applicant_organisation':
      return { sql: `${alias}.applicant_id = any (?)`, params: [organisations] };
    case 'provider_organisation':
      return { sql: `${alias}.provider_id = any (?)`, params: [organisations] };
    case 'consumer_organisation':
      return { sql: `${alias}.consumer_id = any (?)`, params: [organisations] };
    case 'own_organisation':
    case 'candidate':
      throw new Error(`no list goes by ${line.relation}`);
    default:
      return line.relation satisfies never;
  }
}
