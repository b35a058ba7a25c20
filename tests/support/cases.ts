import { evaluateFeel } from '#processes/feel.ts';
import { isOutcomeKey } from '#processes/outcomes.ts';
import { graphOf } from '#processes/semantics/graph.ts';
import { decide, jump, signal, startRun } from '#processes/semantics/run.ts';
import type { RunState } from '#processes/semantics/run.ts';
import type { Answers } from '#forms/answers.ts';
import { exampleAnswers } from '#forms/example.ts';
import { editableAnswers } from '#forms/rights.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import type { Decided, DecideTask } from '#server/commands/decide-task.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { openTask } from '#server/commands/open-task.ts';
import { partsOf, readEntry } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { Task } from '#server/db/entities/task.ts';
import { contextForTask } from '#server/db/form-options.ts';
import { formOf, releaseForNewCase, releaseOf } from '#server/db/reference.ts';
import { rows } from '#server/db/orm.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { EngineMessage } from '#server/domain/engine-messages.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { optionsFor } from '#server/domain/share-application.ts';
import type { Db } from '#server/db/transact.ts';
import { EFFECTS } from './effects.ts';
import type { Office } from './office.ts';

/** Where a case is followed: an office, or whatever else has its database and its people. */
export type Place = Pick<Office, 'db' | 'person' | 'sql'>;

export type Application = {
  readonly entry: string;
  /** Levels of the items to apply for: the entry's first item of each; all items when not given. */
  readonly levels?: readonly number[];
  readonly by?: string;
  readonly answers?: Answers;
  readonly draftId?: string;
};
export type Choice = {
  readonly by?: string | Actor;
  readonly answers?: Answers;
  readonly opinion?: string;
  readonly basis?: string;
  readonly revision?: number;
};

/**
 * One case, followed as the engine follows it: what the outbox says moves the drawing's own semantics, which say
 * what opens and which effect runs. Nothing is delivered that was not written to the outbox.
 */
export type Walk = {
  readonly id: string;
  readonly filer: Actor;
  readonly effects: readonly string[];
  file: () => Promise<CaseFile>;
  /** The open task of a step; throws when there is none. */
  task: (element: string) => Promise<Task>;
  /** The steps open now. */
  open: () => Promise<string[]>;
  grant: () => Promise<ShareGrant | null>;
  /** What a person would post to decide that step with sound answers. */
  act: (element: string, outcome: string, choice?: Choice) => Promise<{ actor: Actor; input: DecideTask }>;
  /** Decides without asking what follows: the raw answer. */
  attempt: (element: string, outcome: string, choice?: Choice) => Promise<Decided | Refusal>;
  /** Decides and lets the engine go on; throws when refused. */
  decide: (element: string, outcome: string, choice?: Choice) => Promise<void>;
  /** Lets the engine take what waits in the outbox. */
  follow: () => Promise<void>;
};

const WORDS = { opinion: '经核对无误,理由充分', basis: '《政务数据共享条例》第二十一条' };
let lastJob = 2_251_799_813_685_248n;

export function nextJobKey(): string {
  lastJob += 1n;
  return String(lastJob);
}

/** Sound answers to an application, as the form's own example has them. */
export async function applicationAnswers({ db }: Place, { entry: entryId, levels, answers }: Application): Promise<Answers> {
  const entry = await readEntry(db.orm.em.fork(), entryId);
  const release = releaseForNewCase(db.reference, 'conditional-share', db.now());
  const form = release?.forms.get('share_application');
  if (!entry || !form) throw new Error(`no application for ${entryId}`);
  const example = exampleAnswers(formOf(db.reference, form), { today: today(db), options: optionsFor(entry) });
  const wanted = levels?.map((level) => entry.items.find((item) => item.level === level)?.id ?? `no item of level ${level}`);
  return { ...example, itemIds: wanted ?? entry.items.map((item) => item.id), ...answers };
}

/** Files an application and lets the engine start; throws when refused. */
export async function fileAndFollow(office: Place, application: Application): Promise<Walk> {
  const filer = await office.person(application.by ?? 'housing-applicant');
  const answers = await applicationAnswers(office, application);
  const filed = await fileCase(office.db, filer, {
    process: 'conditional-share',
    answers,
    ...(application.draftId === undefined ? {} : { draftId: application.draftId }),
  });
  const walk = walkOf(office, accepted(filed).id, filer);
  await walk.follow();
  return walk;
}

/** The usual way to the provider's desk. */
export async function fileToProvider(office: Place, application: Application): Promise<Walk> {
  const walk = await fileAndFollow(office, application);
  await walk.decide('internal_consent', 'agree');
  await walk.decide('formal_check', 'pass');
  return walk;
}

export function walkOf(office: Place, id: string, filer: Actor): Walk {
  const { db } = office;
  const effects: string[] = [];
  let state: RunState | null = null;
  let readTo = '0';

  async function file(): Promise<CaseFile> {
    return db.orm.em.fork().findOneOrFail(CaseFile, { id });
  }

  async function task(element: string): Promise<Task> {
    return db.orm.em.fork().findOneOrFail(Task, { caseId: id, element, state: 'open' });
  }

  async function open(): Promise<string[]> {
    const found = await db.orm.em.fork().find(Task, { caseId: id, state: 'open' }, { orderBy: { createdAt: 'asc', element: 'asc' } });
    return found.map((row) => row.element);
  }

  async function act(element: string, outcome: string, choice: Choice = {}): Promise<{ actor: Actor; input: DecideTask }> {
    const chosen = await task(element);
    const actor = typeof choice.by === 'object' ? choice.by : await office.person(choice.by ?? (await anyOf(office, chosen)));
    const current = await file();
    const schema = formOf(db.reference, { key: chosen.formKey, version: chosen.formVersion });
    const context = await contextForTask(db, actor, current.id, schema, element);
    const { startForm } = releaseOf(db.reference, current.processKey, current.release);
    const example =
      chosen.formKey === startForm
        ? editableAnswers(schema, applicationIn(await partsOf(db.orm.em.fork(), id, ['contents'])).answers, context.rights)
        : exampleAnswers(schema, { today: today(db), outcome, ...context });
    return {
      actor,
      input: {
        taskId: chosen.id,
        outcome,
        answers: { ...example, ...choice.answers },
        opinion: choice.opinion ?? WORDS.opinion,
        basis: choice.basis ?? WORDS.basis,
        revision: choice.revision ?? current.revision,
      },
    };
  }

  async function attempt(element: string, outcome: string, choice?: Choice): Promise<Decided | Refusal> {
    const { actor, input } = await act(element, outcome, choice);
    return decideTask(db, actor, input);
  }

  async function follow(): Promise<void> {
    const { release, processKey } = await file();
    const { definition } = releaseOf(db.reference, processKey, release);
    const graph = graphOf(definition);
    for (;;) {
      const [next] = await rows<{ id: string; payload: EngineMessage }>(
        db.orm.em.fork(),
        'select id::text as id, payload from outbox where case_id = ? and id > ? order by id limit 1',
        [id, readTo],
      );
      if (!next) return;
      readTo = next.id;
      await rows(db.orm.em.fork(), `update outbox set state = 'delivered', result = 'delivered', delivered_at = now() where id = ?`, [
        next.id,
      ]);
      const before: RunState | null = state;
      const after = moved(before, next.payload);
      if (after === null) continue;
      state = after;
      for (const element of after.effects.slice(before?.effects.length ?? 0)) await runEffect(element);
      const stays = [...(before?.waiting ?? [])];
      if (next.payload.kind === 'case.move') {
        const { from } = next.payload;
        takeFrom(stays, (step) => from.endsWith(`:${step}`));
      }
      if (next.payload.kind === 'job.complete')
        takeFrom(stays, (step) => next.payload.kind === 'job.complete' && step in next.payload.variables);
      for (const element of after.waiting) {
        if (!takeFrom(stays, (step) => step === element)) await openStep(element, after);
      }
    }

    function moved(before: RunState | null, message: EngineMessage): RunState | null {
      switch (message.kind) {
        case 'case.move': {
          if (before === null) throw new Error('moved before it started');
          return jump(before, message.from.slice(message.from.indexOf(':') + 1), message.to, message.variables);
        }
        case 'case.start':
          return startRun(graph, message.variables);
        case 'job.complete': {
          if (before === null) throw new Error('completed before it started');
          const [step] = Object.keys(message.variables).filter((name) => before.waiting.includes(name));
          const outcome = String(message.variables[step ?? '']);
          if (step === undefined || !isOutcomeKey(outcome)) return null;
          return decide(graph, { ...before, variables: { ...before.variables, ...message.variables } }, step, outcome);
        }
        case 'message.publish': {
          // Several steps may wait for a message of one name: the correlation key then says which.
          const named = definition.messages.filter((candidate) => candidate.name === message.name).map(({ element }) => element);
          const meant = named.find((candidate) => message.correlationKey === `${id}:${graph.element(candidate).attachedTo}`);
          const event = meant ?? named[0] ?? '';
          const attachedTo = graph.element(event).attachedTo;
          if (before === null || (attachedTo !== null && !before.waiting.includes(attachedTo))) return null;
          return signal(graph, before, event);
        }
        default:
          return message satisfies never;
      }
    }

    async function runEffect(element: string): Promise<void> {
      const jobType = definition.serviceTasks.find((service) => service.element === element)?.jobType ?? '';
      effects.push(element);
      const done = await EFFECTS[jobType]?.(db, { caseId: id, run: 1, element });
      if (done === undefined || isRefusal(done)) throw new Error(`incident at ${element}: ${JSON.stringify(done)}`);
    }

    async function openStep(element: string, { variables }: RunState): Promise<void> {
      const groups = evaluateFeel(definition.steps.find((step) => step.element === element)?.candidateGroups ?? '', variables);
      const candidates = Array.isArray(groups) ? groups.map(String) : [];
      const jobKey = nextJobKey();
      const stay = { instanceKey: id, elementKey: `${jobKey}:${element}` };
      await openTask(db, { jobKey, caseId: id, run: Number(variables['run'] ?? 1), element, candidates, stay });
    }
  }

  return {
    id,
    filer,
    effects,
    file,
    task,
    open,
    act,
    attempt,
    follow,
    grant: () => db.orm.em.fork().findOne(ShareGrant, { caseId: id }),
    async decide(element, outcome, choice) {
      accepted(await attempt(element, outcome, choice), `${outcome} at ${element}`);
      await follow();
    },
  };
}

/** Takes the first that fits out of the list. */
function takeFrom(list: string[], fits: (element: string) => boolean): boolean {
  const at = list.findIndex(fits);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}

/** Throws on a refusal, with all it says. */
export function accepted<Result extends object>(result: Result | Refusal, what = 'command'): Result {
  if (isRefusal(result)) throw new Error(`${what} refused: ${JSON.stringify(result)}`);
  return result;
}

async function anyOf(office: Place, task: Task): Promise<string> {
  const [found] = await office.sql<{ id: string }>(
    `select account_id as id from appointment, (select array_agg(group_id) as groups from task_candidate where task_id = $1) asked
     where account_id <> all ($2) and (organisation_id || ':' || role = any (groups) or organisation_id || ':@' || account_id = any (groups))
     order by 1 limit 1`,
    [task.id, task.barred],
  );
  if (!found) throw new Error(`nobody may decide ${task.element}`);
  return found.id;
}

function today(db: Db): string {
  return dayOf(db.now(), db.reference.calendar.timezone);
}
