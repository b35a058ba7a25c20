import type { Answers } from '#forms/answers.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { urgeCase } from '#server/commands/urge-case.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { Task } from '#server/db/entities/task.ts';
import { rows } from '#server/db/orm.ts';
import { personBy } from '#server/db/persons.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf, minuteOf } from '#server/domain/calendar.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { applicationStart } from '#server/queries/application-start.ts';
import { caseStart } from '#server/queries/case-start.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import type { DatedScene } from './timeline.ts';
import type { Act, Moment, Need, Told } from './story.ts';

const WITHIN_MS = 60_000;
const DAY_MS = 86_400_000;

/** The cases of one story, by the names that its scenes give them. */
export type Cast = Map<string, string>;

async function actorOf(db: Db, who: string): Promise<Actor> {
  const actor = await personBy(db.orm.em.fork(), who, dayOf(db.now(), db.reference.calendar.timezone));
  if (actor === null) throw new Error(`nobody is called ${who}`);
  return actor;
}

/** Does what a scene says through the product's own command, at the scene's instant; returns the case's id. */
export async function play(db: Db, scene: DatedScene, cast: Cast): Promise<string> {
  const actor = await actorOf(db, scene.who);
  const moment = await momentOf(db, cast);
  const caseId = cast.get(scene.about) ?? '';
  const done = await perform(db, actor, caseId, scene.act, moment);
  if (isRefusal(done)) throw new Error(`${scene.story.key}, ${scene.who}, ${describe(scene.act)}: ${JSON.stringify(done)}`);
  return scene.act.kind === 'file' && 'id' in done ? String(done.id) : caseId;
}

async function perform(db: Db, actor: Actor, caseId: string, act: Act, moment: Moment): Promise<object | Refusal> {
  switch (act.kind) {
    case 'file':
      return file(db, actor, act, moment);
    case 'decide': {
      const shown = await taskDetails(db, actor, { taskId: (await openTask(db, caseId, act.step)).id });
      if (isRefusal(shown)) return shown;
      const { id: taskId, answers: begun, revision } = shown;
      const answers = { ...begun, ...told(act.answers, { ...moment, begun }) };
      return decideTask(db, actor, { taskId, outcome: act.outcome, opinion: act.opinion, basis: act.basis, answers, revision });
    }
    case 'extension':
      return requestExtension(db, actor, { taskId: (await openTask(db, caseId, act.step)).id, days: act.days, reason: act.reason });
    case 'urge':
      return urgeCase(db, actor, { caseId });
    case 'withdraw':
      return withdrawCase(db, actor, { caseId, reason: act.reason });
    default:
      return act satisfies never;
  }
}

/** A case begins with what its screen begins with: the department's profile, or what the catalogue says of the entry. */
async function file(
  db: Db,
  actor: Actor,
  { process, names, answers }: Extract<Act, { kind: 'file' }>,
  moment: Moment,
): Promise<object | Refusal> {
  const about = told(names, moment);
  const start =
    process === 'conditional-share'
      ? await applicationStart(db, actor, { entryId: String(about['entryId']) })
      : await caseStart(db, actor, { process, answers: about });
  if (isRefusal(start)) return start;
  const begun = start.answers;
  return fileCase(db, actor, { process, answers: { ...begun, ...about, ...told(answers, { ...moment, begun }) } });
}

function openTask(db: Db, caseId: string, element: string): Promise<Task> {
  return db.orm.em.fork().findOneOrFail(Task, { caseId, element, state: 'open' });
}

function told(answers: Told, moment: Moment): Answers {
  return typeof answers === 'function' ? answers(moment) : answers;
}

async function momentOf(db: Db, cast: Cast): Promise<Moment> {
  const { timezone } = db.reference.calendar;
  const em = db.orm.em.fork();
  const ids = [...cast.values()];
  const files = new Map((await em.find(CaseFile, { id: { $in: ids } })).map((found) => [found.id, found.number]));
  const grants = new Map((await em.find(ShareGrant, { caseId: { $in: ids } })).map((found) => [found.caseId, found.id]));
  function of(known: ReadonlyMap<string, string>, about: string): string {
    const found = known.get(cast.get(about) ?? '');
    if (found === undefined) throw new Error(`the case ${about} has come to nothing yet`);
    return found;
  }
  return {
    begun: {},
    day: (after) => dayOf(new Date(db.now().getTime() + after * DAY_MS), timezone),
    minute: minuteOf(db.now(), timezone),
    grantOf: (about) => of(grants, about),
    numberOf: (about) => of(files, about),
  };
}

function describe(act: Act): string {
  return 'step' in act ? `${act.kind} ${act.step}` : act.kind;
}

/** Waits until the case has come to this, looking whenever something of it is committed. */
export async function reached(db: Db, caseId: string, need: Need): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = (): void => void holds(db, caseId, need).then((so) => so && resolve(), reject);
  const deaf = db.changes.listen((change) => {
    if ('caseId' in change && change.caseId === caseId) look();
  });
  const late = setTimeout(() => reject(new Error(`case ${caseId} does not come to ${JSON.stringify(need)}`)), WITHIN_MS);
  try {
    look();
    await promise;
  } finally {
    deaf();
    clearTimeout(late);
  }
}

async function holds(db: Db, caseId: string, need: Need): Promise<boolean> {
  const em = db.orm.em.fork();
  switch (need.kind) {
    case 'step':
      return (await em.count(Task, { caseId, element: need.step, state: 'open' })) > 0;
    case 'state':
      return (await em.count(CaseFile, { id: caseId, state: need.state })) > 0;
    case 'event':
      return (await rows(em, 'select 1 from event where case_id = ? and type = ? limit 1', [caseId, need.event])).length > 0;
    default:
      return need satisfies never;
  }
}
