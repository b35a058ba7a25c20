import type { EventType } from './events.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { TaskState } from './tasks.ts';

/** What people do with a task, beside filing and withdrawing its case. */
export const OPERATIONS = [
  'decide',
  'claim',
  'release',
  'transfer',
  'delegate',
  'recall',
  'hand_back',
  'add_signer',
  'remove_signer',
  'return',
  'take_back',
  'copy',
  'urge',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** How a person stands to a task. Several may hold at once; one that allows is enough, but nothing helps who is barred. */
export const RELATIONS = [
  /** one of their posts is asked, nobody has taken it yet */
  'candidate',
  /** they have it in hand */
  'holder',
  /** a colleague added them, and it is their turn */
  'added',
  /** they have it in hand, and a colleague prepares it */
  'delegator',
  /** a colleague asked them to prepare it */
  'delegate',
  /** a colleague in the same post has it in hand */
  'colleague',
  /** they sign, but it is not their turn yet */
  'waiting',
  /** they have signed, others have not */
  'signed',
  /** they head the department that is asked */
  'head',
  /** they decided it */
  'decider',
  /** it was offered to their post, and others decided it */
  'past',
  /** the case is their department's */
  'applicant',
  /** separation of duties keeps them from it */
  'barred',
  /** they may see it, no more */
  'reader',
] as const;
export type Relation = (typeof RELATIONS)[number];

type Rule = {
  /** In which state of the task it makes sense. */
  readonly state: TaskState | 'every';
  readonly by: readonly Relation[];
};

const ACTIVE: readonly Relation[] = ['candidate', 'holder'];
const CONCERNED: readonly Relation[] = [
  ...ACTIVE,
  'added',
  'delegator',
  'delegate',
  'colleague',
  'waiting',
  'signed',
  'head',
  'decider',
  'past',
  'applicant',
];

/** The one table of operations. What it does not allow is refused, on the screen and in every command. */
const RULES: Readonly<Record<Operation, Rule>> = {
  decide: { state: 'open', by: [...ACTIVE, 'added'] },
  claim: { state: 'open', by: ['candidate'] },
  release: { state: 'open', by: ['holder', 'head'] },
  transfer: { state: 'open', by: [...ACTIVE, 'head'] },
  delegate: { state: 'open', by: ACTIVE },
  recall: { state: 'open', by: ['delegator'] },
  hand_back: { state: 'open', by: ['delegate'] },
  add_signer: { state: 'open', by: ACTIVE },
  remove_signer: { state: 'open', by: [...ACTIVE, 'delegator', 'waiting', 'signed'] },
  return: { state: 'open', by: ACTIVE },
  take_back: { state: 'decided', by: ['decider'] },
  copy: { state: 'every', by: CONCERNED },
  urge: { state: 'open', by: ['applicant'] },
};

/** May it be done with a case whose words had to be erased? Nothing more is written into it, and it is moved nowhere. */
export function mayInQuarantine(operation: Operation): boolean {
  return operation === 'decide' || operation === 'claim' || operation === 'release' || operation === 'recall';
}

/** Who hears of it: those who are asked from now on or no more, whoever is copied, the parties of the case. */
export type Told = 'asked' | 'copied' | 'parties' | 'reminded';

export type Consequence = {
  readonly event: readonly EventType[];
  /** What the engine sees: nothing, the outcome of the step, or that the case is moved to another step. */
  readonly engine: 'nothing' | 'job.complete' | 'case.move';
  readonly told: readonly Told[];
  /** How it is undone; null: by nothing. */
  readonly undo: Operation | null;
};

/** What each leaves behind. */
export const CONSEQUENCES: Readonly<Record<Operation, Consequence>> = {
  decide: { event: ['task.decided', 'task.signed'], engine: 'job.complete', told: ['parties'], undo: 'take_back' },
  claim: { event: ['task.claimed'], engine: 'nothing', told: ['asked'], undo: 'release' },
  release: { event: ['task.released'], engine: 'nothing', told: ['asked'], undo: 'claim' },
  transfer: { event: ['task.transferred'], engine: 'nothing', told: ['asked'], undo: 'transfer' },
  delegate: { event: ['task.delegated'], engine: 'nothing', told: ['asked'], undo: 'recall' },
  recall: { event: ['task.recalled'], engine: 'nothing', told: ['asked'], undo: 'delegate' },
  hand_back: { event: ['task.handed_back'], engine: 'nothing', told: ['asked'], undo: 'delegate' },
  add_signer: { event: ['task.signer_added'], engine: 'nothing', told: ['asked'], undo: 'remove_signer' },
  remove_signer: { event: ['task.signer_removed'], engine: 'nothing', told: ['asked'], undo: 'add_signer' },
  return: { event: ['task.returned'], engine: 'case.move', told: ['asked', 'parties'], undo: null },
  take_back: { event: ['task.taken_back'], engine: 'case.move', told: ['asked', 'parties'], undo: 'decide' },
  copy: { event: ['task.copied'], engine: 'nothing', told: ['copied'], undo: null },
  urge: { event: ['case.urged'], engine: 'nothing', told: ['reminded'], undo: null },
};

/** Why somebody who stands like this to a task may not do it. */
export type Why =
  | 'own_case'
  | 'not_a_candidate'
  | 'held_by_colleague'
  | 'with_delegate'
  | 'delegate_hands_back'
  | 'not_your_turn'
  | 'signed_already'
  | 'head_does_not_decide'
  | 'only_added'
  | 'only_applicant_urges'
  | 'held_already'
  | 'not_held'
  | 'only_decider_takes_back'
  | 'nothing_delegated'
  | 'applicant_decides_nothing'
  | 'task_decided'
  | 'task_cancelled'
  | 'task_still_open';

export type Cell = 'yes' | Why;

/** One cell of the table: this operation, by somebody who stands like this, on a task in this state. */
export function cell(state: TaskState, relation: Relation, operation: Operation): Cell {
  const rule = RULES[operation];
  if (relation === 'reader') return operation === 'urge' ? 'only_applicant_urges' : 'not_a_candidate';
  if (relation === 'barred') return 'own_case';
  // Whether a draft of the reply is decided is nothing that the applicant may find out by trying.
  if (relation === 'applicant' && !rule.by.includes(relation)) return why(relation, operation);
  if (rule.state !== 'every' && rule.state !== state) {
    if (rule.state === 'decided') return 'task_still_open';
    return state === 'decided' ? 'task_decided' : 'task_cancelled';
  }
  return rule.by.includes(relation) ? 'yes' : why(relation, operation);
}

function why(relation: Exclude<Relation, 'reader' | 'barred'>, operation: Operation): Why {
  if (operation === 'urge') return 'only_applicant_urges';
  if (operation === 'take_back') return 'only_decider_takes_back';
  if (operation === 'recall' || operation === 'hand_back') return 'nothing_delegated';
  switch (relation) {
    case 'candidate':
      return 'not_held';
    case 'holder':
      return 'held_already';
    case 'added':
      return 'only_added';
    case 'delegator':
      return 'with_delegate';
    case 'delegate':
      return 'delegate_hands_back';
    case 'colleague':
      return 'held_by_colleague';
    case 'waiting':
      return 'not_your_turn';
    case 'signed':
    case 'decider':
      return 'signed_already';
    case 'head':
      return 'head_does_not_decide';
    case 'past':
      return 'not_a_candidate';
    case 'applicant':
      return 'applicant_decides_nothing';
    default:
      return relation satisfies never;
  }
}

/** What these relations allow on a task in this state, in the order of the table. */
export function allowedOperations(state: TaskState, relations: readonly Relation[]): Operation[] {
  return OPERATIONS.filter((operation) => refuseOperation(state, relations, operation) === null);
}

/** Null when one of the relations allows it; otherwise the reason of the one that says most: they stand in that order. */
export function refuseOperation(state: TaskState, relations: readonly Relation[], operation: Operation): Refusal | null {
  const cells = relations.includes('barred')
    ? [cell(state, 'barred', operation)]
    : relations.map((relation) => cell(state, relation, operation));
  if (cells.includes('yes')) return null;
  const [reason = 'not_a_candidate'] = cells;
  if (reason === 'yes') return null;
  return refuse(codeOf(reason), { reason });
}

function codeOf(reason: Why): Refusal['code'] {
  if (reason === 'task_decided') return 'already_decided';
  if (reason === 'task_cancelled' || reason === 'task_still_open') return 'wrong_state';
  return 'forbidden';
}
