import { rows } from '#server/db/orm.ts';
import { formOf, releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { CaseContent } from '#server/db/entities/case-content.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import type { Actor } from '#server/domain/actor.ts';
import { eventsWithoutDrafts, seesDrafts, withoutDrafts } from '#server/domain/reply-drafts.ts';
import type { SeenTask } from '#server/domain/reply-drafts.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { shownTo } from './application-view.ts';

/** One step of the case: gone, open now, or dropped (withdrawn, lapsed). */
export type StepView = {
  readonly taskId: string;
  readonly element: string;
  readonly name: string;
  readonly round: number;
  readonly place: 'done' | 'here' | 'dropped';
  readonly candidates: readonly GroupView[];
  readonly decidedBy: string | null;
  readonly outcome: string | null;
  readonly dueAt: string | null;
  readonly at: string;
};

export type GroupView = { readonly group: string; readonly organisation: string; readonly role: string };

/** What happened, in the chain's order; words only as far as the reader may see them. */
export type TimelineItem = {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly by: string | null;
  readonly actingAs: GroupView | null;
  readonly element: string | null;
  readonly elementName: string | null;
  readonly outcome: string | null;
  readonly opinion: string;
  readonly basis: string;
  readonly form: { readonly schema: FormSchema; readonly answers: Answers } | null;
};

export async function stepsOf(db: Db, actor: Actor, file: CaseFile): Promise<StepView[]> {
  const { definition } = releaseOf(db.reference, file.processKey, file.release);
  // In the order of the chain: the machine's clock may stand still or go back.
  const all = await rows<SeenTask>(
    db.orm.em.fork(),
    `select id, element, name, round, state, candidates, outcome, decided_by as "decidedBy", due_at as "dueAt", created_at as "createdAt", closed_at as "closedAt"
     from task t where case_id = ? order by (
       select min(seq) from event e where e.case_id = t.case_id and e.type = 'task.created' and e.data->>'taskId' = t.id::text)`,
    [file.id],
  );
  const tasks: readonly SeenTask[] = seesDrafts(actor, file) ? all : withoutDrafts(definition, file, all);
  const names = await accountNames(
    db,
    tasks.flatMap((task) => (task.decidedBy === null || task.decidedBy === undefined ? [] : [task.decidedBy])),
  );
  const groups = await groupViews(
    db,
    tasks.flatMap((task) => task.candidates),
  );
  return tasks.map((task) => ({
    taskId: task.id,
    element: task.element,
    name: task.name,
    round: task.round,
    place: task.state === 'open' ? 'here' : task.state === 'decided' ? 'done' : 'dropped',
    candidates: task.candidates.flatMap((group) => groups.get(group) ?? []),
    decidedBy: names.get(task.decidedBy ?? '') ?? null,
    outcome: task.outcome ?? null,
    dueAt: task.dueAt?.toISOString() ?? null,
    at: (task.closedAt ?? task.createdAt).toISOString(),
  }));
}

type EventRow = { seq: number; type: string; at: Date; actor: string; data: Record<string, unknown> };

export async function timelineOf(db: Db, actor: Actor, file: CaseFile): Promise<TimelineItem[]> {
  const em = db.orm.em.fork();
  const { definition } = releaseOf(db.reference, file.processKey, file.release);
  const events = eventsFor(
    actor,
    file,
    definition,
    await rows<EventRow>(em, 'select seq, type, at, actor, data from event where case_id = ? order by seq', [file.id]),
  );
  const contents = new Map((await em.find(CaseContent, { caseId: file.id })).map((content) => [content.id, content]));
  const decisions = new Map(
    (
      await rows<{ id: string; contentId: string }>(em, 'select id, content_id as "contentId" from decision where case_id = ?', [file.id])
    ).map((decision) => [decision.id, decision.contentId]),
  );
  const names = await accountNames(
    db,
    events.map((event) => event.actor),
  );
  const groups = await groupViews(
    db,
    events.flatMap((event) => textOf(event.data['actingAs']) ?? []),
  );
  return events.map((event) => {
    const element = textOf(event.data['element']);
    const decisionId = textOf(event.data['decisionId']);
    const contentId = event.type === 'task.decided' && decisionId !== null ? decisions.get(decisionId) : textOf(event.data['contentId']);
    const content = contentId === undefined || contentId === null ? undefined : contents.get(contentId);
    const shown = content && content.erasedAt == null ? content : undefined;
    return {
      id: `${file.id}:${event.seq}`,
      seq: event.seq,
      at: event.at.toISOString(),
      type: event.type,
      by: names.get(event.actor) ?? null,
      actingAs: groups.get(textOf(event.data['actingAs']) ?? '') ?? null,
      element,
      elementName: definition.elements.find((candidate) => candidate.id === element)?.name ?? null,
      outcome: textOf(event.data['outcome']),
      opinion: shown?.opinion ?? '',
      basis: shown?.basis ?? '',
      form:
        shown && Object.keys(shown.answers).length > 0 && db.reference.forms.has(`${shown.formKey}/${shown.formVersion}`)
          ? {
              schema: formOf(db.reference, { key: shown.formKey, version: shown.formVersion }),
              answers: shownTo(actor, file, shown.answers),
            }
          : null,
    };
  });
}

/** Numbered by what is shown where drafts are left out: gaps would tell how many there are. */
function eventsFor(actor: Actor, file: CaseFile, definition: ProcessDefinition, events: readonly EventRow[]): readonly EventRow[] {
  if (seesDrafts(actor, file)) return events;
  return eventsWithoutDrafts(definition, events).map((event, index) => ({ ...event, seq: index + 1 }));
}

export async function accountNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const found = await rows<{ id: string; name: string }>(
    db.orm.em.fork(),
    'select id, display_name as name from account where id = any (?)',
    [wanted],
  );
  return new Map(found.map((account) => [account.id, account.name]));
}

export async function groupViews(db: Db, groups: readonly string[]): Promise<Map<string, GroupView>> {
  const wanted = [...new Set(groups)];
  if (wanted.length === 0) return new Map();
  const organisations = [...new Set(wanted.map((group) => group.slice(0, group.lastIndexOf(':'))))];
  const found = await rows<{ id: string; name: string }>(
    db.orm.em.fork(),
    'select id, short_name as name from organisation where id = any (?)',
    [organisations],
  );
  const names = new Map(found.map((organisation) => [organisation.id, organisation.name]));
  return new Map(
    wanted.map((group) => {
      const organisation = group.slice(0, group.lastIndexOf(':'));
      return [group, { group, organisation: names.get(organisation) ?? organisation, role: group.slice(organisation.length + 1) }];
    }),
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
