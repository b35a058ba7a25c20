import { processOf } from '#processes/registry.ts';
import { formOf, releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { CaseRows, EventRow } from '#server/db/case-rows.ts';
import type { Actor } from '#server/domain/actor.ts';
import { eventsWithoutDrafts, seesDrafts, withoutDrafts } from '#server/domain/reply-drafts.ts';
import { stepOf, stepsOfDuty } from '#server/domain/steps.ts';
import type { SeenTask } from '#server/domain/reply-drafts.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { shownTo } from './application-view.ts';
import { groupView } from './group-view.ts';
import type { GroupView } from './group-view.ts';

/** One step of the case: gone, open now, or dropped (withdrawn, lapsed). */
export type StepView = {
  readonly taskId: string;
  readonly element: string;
  readonly name: string;
  readonly round: number;
  readonly place: 'done' | 'here' | 'dropped';
  readonly candidates: readonly GroupView[];
  readonly decidedBy: string | null;
  /** Whose deputy decided. */
  readonly decidedFor: string | null;
  readonly outcome: string | null;
  readonly dueAt: string | null;
  readonly at: string;
};

/** What happened, in the chain's order; words only as far as the reader may see them. */
export type TimelineItem = {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly by: string | null;
  /** Whose deputy acted. */
  readonly actingFor: string | null;
  readonly actingAs: GroupView | null;
  readonly element: string | null;
  readonly elementName: string | null;
  readonly outcome: string | null;
  readonly opinion: string;
  readonly basis: string;
  /** What was filled in; the application stands for itself. */
  readonly answers: Answers;
};

export type ReplyView = {
  readonly name: string;
  readonly outcome: string | null;
  readonly opinion: string;
  readonly basis: string;
  readonly schema: FormSchema;
  readonly answers: Answers;
};

export const RECORD_PARTS = ['head', 'tasks', 'events', 'contents', 'decisions', 'people'] as const;
type RecordRows = Pick<CaseRows, (typeof RECORD_PARTS)[number]>;

export function stepsOf(db: Db, actor: Actor, { head, tasks: opened, events, people, decisions }: RecordRows): StepView[] {
  const { definition } = releaseOf(db.reference, head.processKey, head.release);
  // In the order of the chain: the machine's clock may stand still or go back.
  const created = new Map<unknown, number>();
  for (const { type, seq, data } of events) if (type === 'task.created' && !created.has(data['taskId'])) created.set(data['taskId'], seq);
  const all = opened.toSorted((a, b) => (created.get(a.id) ?? 0) - (created.get(b.id) ?? 0));
  const tasks: readonly SeenTask[] = seesDrafts(actor, head) ? all : withoutDrafts(definition, head, all);
  return tasks.map((task) => ({
    taskId: task.id,
    element: task.element,
    name: task.name,
    round: task.round,
    place: task.state === 'open' ? 'here' : task.state === 'decided' ? 'done' : 'dropped',
    candidates: task.candidates.map((group) => groupView(db, group)),
    decidedBy: people[task.decidedBy ?? ''] ?? null,
    decidedFor:
      people[decisions.find((decision) => decision.taskId === task.id && decision.accountId === task.decidedBy)?.actingFor ?? ''] ?? null,
    outcome: task.outcome ?? null,
    dueAt: task.dueAt?.toISOString() ?? null,
    at: (task.closedAt ?? task.createdAt).toISOString(),
  }));
}

export function timelineOf(db: Db, actor: Actor, rows: RecordRows): TimelineItem[] {
  const { head, people } = rows;
  const { definition } = releaseOf(db.reference, head.processKey, head.release);
  const contentOf = contentsByEvent(rows);
  return eventsFor(actor, definition, rows).map((event) => {
    const element = textOf(event.data['element']);
    const actingAs = textOf(event.data['actingAs']);
    const content = contentOf(event);
    return {
      id: `${head.id}:${event.seq}`,
      seq: event.seq,
      at: event.at.toISOString(),
      type: event.type,
      by: people[event.actor] ?? null,
      actingFor: people[textOf(event.data['actingFor']) ?? ''] ?? null,
      actingAs: actingAs === null ? null : groupView(db, actingAs),
      element,
      elementName: definition.elements.find((candidate) => candidate.id === element)?.name ?? null,
      outcome: textOf(event.data['outcome']),
      opinion: content?.opinion ?? '',
      basis: content?.basis ?? '',
      answers: content && content.kind !== 'application' ? shownTo(actor, head, content.answers) : {},
    };
  });
}

/** What the provider's side answered last, as far as the reader may see it; null before that. */
export function replyOf(db: Db, actor: Actor, rows: RecordRows): ReplyView | null {
  const { head } = rows;
  const { definition } = releaseOf(db.reference, head.processKey, head.release);
  const [element = ''] = stepsOfDuty(definition, processOf(head.processKey).answerDuty);
  const decided = eventsFor(actor, definition, rows).findLast(({ type, data }) => type === 'task.decided' && data['element'] === element);
  const content = decided && contentsByEvent(rows)(decided);
  if (!decided || !content) return null;
  return {
    name: stepOf(definition, element).name,
    outcome: textOf(decided.data['outcome']),
    opinion: content.opinion,
    basis: content.basis,
    schema: formOf(db.reference, { key: content.formKey, version: content.formVersion }),
    answers: shownTo(actor, head, content.answers),
  };
}

const SIGNED = ['task.decided', 'task.signed', 'task.returned'];

/** What a person wrote at an event, unless it was erased. */
function contentsByEvent({ contents, decisions }: RecordRows): (event: EventRow) => CaseRows['contents'][number] | undefined {
  const written = new Map(contents.filter(({ erasedAt }) => erasedAt == null).map((content) => [content.id, content]));
  const signed = new Map(decisions.map((decision) => [decision.id, decision.contentId]));
  return ({ type, data }) =>
    written.get((SIGNED.includes(type) ? signed.get(textOf(data['decisionId']) ?? '') : textOf(data['contentId'])) ?? '');
}

/** Numbered by what is shown where drafts are left out: gaps would tell how many there are. */
function eventsFor(actor: Actor, definition: ProcessDefinition, { head, events }: RecordRows): readonly EventRow[] {
  if (seesDrafts(actor, head)) return events;
  return eventsWithoutDrafts(definition, events).map((event, index) => ({ ...event, seq: index + 1 }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
