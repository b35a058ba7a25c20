import type { Step } from '#processes/definition.ts';
import type { ProcessKey } from '#processes/registry.ts';
import type { CaseFacts } from './cases.ts';
import { roleOf } from './actor.ts';
import type { Actor, Group, Role } from './actor.ts';

/**
 * Leaders sign by cards, one task after the other. What somebody decided on an opened card or task may wait in a row, and the
 * row is signed with one look at the password; each task of it is decided and recorded by itself, as any other.
 */
const LEADERS: readonly Role[] = ['dept_leader', 'bureau_leader'];

export function leaderGroups(actor: Actor): Group[] {
  return actor.groups.filter((group) => LEADERS.includes(roleOf(group)));
}

/**
 * Asked of a person for each signature and never for a row: confidentiality, and level 3 and above (DOMAIN SoD 15); a case
 * that says no level is not taken for a harmless one.
 */
export function signsAlone(processKey: ProcessKey, step: Pick<Step, 'duty'>, facts: CaseFacts): boolean {
  if (processKey === 'confidentiality-review') return true;
  const levels = [facts['level'], facts['reviewLevel']].filter((level) => typeof level === 'number');
  return step.duty === 'confidentiality-opinion' || levels.length === 0 || Math.max(...levels) >= 3;
}
