import type { Step } from '#processes/definition.ts';
import type { CasePart, CaseRows } from '#server/db/case-rows.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Task } from '#server/db/entities/task.ts';
import { lockTask } from '#server/db/lock-case.ts';
import { releaseOf } from '#server/db/reference.ts';
import type { Release } from '#server/db/reference.ts';
import { signersIn } from '#server/db/signers.ts';
import type { Tx } from '#server/db/transact.ts';
import type { Actor, Principal } from '#server/domain/actor.ts';
import { answersOwnSide } from '#server/domain/duties.ts';
import { headsOf } from '#server/domain/escalation.ts';
import { mayInQuarantine, refuseOperation } from '#server/domain/operations.ts';
import { relationsTo, turnOf } from '#server/domain/turns.ts';
import type { Operation, Relation } from '#server/domain/operations.ts';
import type { Turn } from '#server/domain/turns.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { seesDrafts, withoutDrafts } from '#server/domain/reply-drafts.ts';
import type { Signer } from '#server/domain/signers.ts';
import { stepOf } from '#server/domain/steps.ts';
import { may, mayEver } from './ability.ts';

type Place = Pick<CaseRows['head'], 'applicantId' | 'facts' | 'parties'>;
type SeenTask = Pick<CaseRows['tasks'][number], 'state' | 'candidates' | 'asked' | 'barred' | 'decidedBy'>;

export type Standing = { readonly relations: readonly Relation[]; readonly turn: Turn | null };

/** How this person stands to a task, and as whom they would act on it now: the same for the buttons and for the commands. */
export function standingOf(actor: Actor, release: Release, file: Place, task: SeenTask, step: Step, signers: readonly Signer[]): Standing {
  const place = {
    ...task,
    heads: headsOf(task.candidates, file.facts.bureau),
    applicantId: file.applicantId,
    ownSide: (actingFor: Principal | null) => answersOwnSide(release.definition, step, file.facts, actor, actingFor),
  };
  return { relations: relationsTo(actor, place, signers), turn: turnOf(actor, place, signers) };
}

const OPEN_TO_ALL: readonly Operation[] = ['copy', 'urge'];

export function refuseOperationOf(
  actor: Actor,
  state: Task['state'],
  relations: readonly Relation[],
  operation: Operation,
): Refusal | null {
  // A drawing may name a post that has no part in approvals.
  if (!OPEN_TO_ALL.includes(operation) && !mayEver(actor, 'decide', 'Task')) return refuse('forbidden', { reason: 'not_a_candidate' });
  return refuseOperation(state, relations, operation);
}

export type Entered<Part extends CasePart> = {
  readonly file: CaseFile;
  readonly task: Task;
  readonly parts: Pick<CaseRows, Part | 'tasks' | 'signers'>;
  readonly release: Release;
  readonly step: Step;
  readonly signers: readonly Signer[];
  readonly relations: readonly Relation[];
  readonly turn: Turn | null;
};

/** A draft of the reply is no task to who may not see it. */
export function isHidden(
  actor: Actor,
  { definition }: Release,
  file: Parameters<typeof seesDrafts>[1] & Parameters<typeof withoutDrafts>[1],
  tasks: CaseRows['tasks'],
  taskId: string,
): boolean {
  return !seesDrafts(actor, file) && !withoutDrafts(definition, file, tasks).some(({ id }) => id === taskId);
}

/** The gate of every operation: the case is locked, the task is one that the person may see, and the table allows it. */
export async function enterOperation<Part extends CasePart = never>(
  tx: Tx,
  actor: Actor,
  taskId: string,
  operation: Operation,
  more: readonly Part[] = [],
): Promise<Entered<Part> | Refusal> {
  const locked = await lockTask<Part | 'signers'>(tx, taskId, [...more, 'signers'], actor.accountId);
  if (!locked) return refuse('not_found', { reason: 'task_not_found' });
  const { file, task, parts } = locked;
  if (!may(actor, 'read', 'Task', { ...task, parties: file.parties, keptFrom: file.keptFrom }))
    return refuse('not_found', { reason: 'task_not_found' });
  const release = releaseOf(tx.reference, file.processKey, file.release);
  if (isHidden(actor, release, file, parts.tasks, task.id)) return refuse('not_found', { reason: 'task_not_found' });
  const step = stepOf(release.definition, task.element);
  const signers = signersIn(parts, task, step.signing, () => tx.newId());
  const { relations, turn } = standingOf(actor, release, file, task, step, signers);
  const refused = refuseOperationOf(actor, task.state, relations, operation);
  if (refused) return refused;
  if (file.quarantinedAt != null && !mayInQuarantine(operation)) return refuse('wrong_state', { reason: 'case_quarantined' });
  return { file, task, parts, release, step, signers, relations, turn };
}

/** As whom somebody acts; whoever is allowed to act has a turn, unless the post in which they took it is theirs no more. */
export function takenTurn({ turn }: Pick<Standing, 'turn'>): Turn | Refusal {
  return turn ?? refuse('forbidden', { reason: 'post_lost' });
}
