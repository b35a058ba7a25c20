import type { Answers } from '#forms/answers.ts';
import { exampleAnswers } from '#forms/example.ts';
import type { ProcessKey } from '#processes/registry.ts';
import { editableAnswers } from '#forms/rights.ts';
import { caseStart } from '#server/queries/case-start.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { readEntry, partsOf } from '#server/db/case-rows.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { Task } from '#server/db/entities/task.ts';
import { applicationIn } from '#server/db/contents.ts';
import { contextForTask } from '#server/db/form-options.ts';
import { rows } from '#server/db/orm.ts';
import { formOf, releaseForNewCase, releaseOf } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { isRole } from '#server/domain/actor.ts';
import type { Actor, Group } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { EngineMessage } from '#server/domain/engine-messages.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { EngineClient } from '#server/engine/client.ts';
import { optionsFor } from '#server/domain/share-application.ts';

/** A demo person with the appointments held. */
export async function actorOf(db: Db, accountId: string): Promise<Actor> {
  const em = db.orm.em.fork();
  const [account] = await rows<{ name: string; organisationId: string; organisationName: string }>(
    em,
    `
    select a.display_name as name, a.organisation_id as "organisationId", o.name as "organisationName"
    from account a join organisation o on o.id = a.organisation_id where a.id = ?`,
    [accountId],
  );
  if (!account) throw new Error(`no account ${accountId}`);
  const held = await rows<{ organisation: string; role: string }>(
    em,
    'select organisation_id as organisation, role from appointment where account_id = ?',
    [accountId],
  );
  const groups = held.flatMap(({ organisation, role }): Group[] => (isRole(role) ? [`${organisation}:${role}`] : []));
  return { accountId, ...account, groups };
}

/** Somebody who holds one of these groups, or is the one person asked, and is not barred. */
export async function memberOf(db: Db, groups: readonly string[], barred: readonly string[] = []): Promise<Actor> {
  const [found] = await rows<{ id: string }>(
    db.orm.em.fork(),
    `
    select account_id as id from appointment
    where array[organisation_id || ':' || role, organisation_id || ':@' || account_id] && ?::text[] and not account_id = any(?::text[])
    order by account_id limit 1`,
    [`{${groups.join(',')}}`, `{${barred.join(',')}}`],
  );
  if (!found) throw new Error(`nobody in ${groups.join(', ')} but ${barred.join(', ')}`);
  return actorOf(db, found.id);
}

export type Sample = { readonly entryId: string; readonly applicant?: string; readonly items?: readonly string[] };

/** Files an application with sound answers; returns the case's id. */
export async function fileSample(db: Db, sample: Sample): Promise<string> {
  const actor = await memberOf(db, [`${sample.applicant ?? 'housing'}:dept_applicant`]);
  const entry = await readEntry(db.orm.em.fork(), sample.entryId);
  const form = releaseForNewCase(db.reference, 'conditional-share', db.now())?.forms.get('share_application');
  if (!entry || !form) throw new Error(`cannot file for ${sample.entryId}`);
  const answers = exampleAnswers(formOf(db.reference, form), { today: today(db), options: optionsFor(entry) });
  const itemIds = [...(sample.items ?? entry.items.slice(0, 1).map((item) => item.id))];
  const filed = await fileCase(db, actor, { process: 'conditional-share', answers: { ...answers, entryId: entry.id, itemIds } });
  if (isRefusal(filed)) throw new Error(`not filed: ${JSON.stringify(filed)}`);
  return filed.id;
}

/** Files a case of any process with sound answers, these among them; returns its id. */
export async function fileExample(db: Db, process: ProcessKey, accountId: string, answers: Answers): Promise<string> {
  const actor = await actorOf(db, accountId);
  const start = await caseStart(db, actor, { process, answers });
  if (isRefusal(start)) throw new Error(`cannot start ${process}: ${JSON.stringify(start)}`);
  const example = exampleAnswers(start.form.schema, { today: today(db), options: start.form.options });
  const filed = await fileCase(db, actor, { process, answers: { ...example, ...answers } });
  if (isRefusal(filed)) throw new Error(`not filed: ${JSON.stringify(filed)}`);
  return filed.id;
}

/** Signs the open task of a step as everybody who is asked, until it is decided; returns the task's id. */
export async function decideStep(db: Db, caseId: string, element: string, outcome: string, given: Answers = {}): Promise<string> {
  const em = db.orm.em.fork();
  const file = await em.findOneOrFail(CaseFile, { id: caseId });
  const task = await em.findOneOrFail(Task, { caseId, element, state: 'open' });
  const asked = await rows<{ group: string }>(em, 'select group_id as "group" from task_candidate where task_id = ? order by 1', [task.id]);
  const actor = await memberOf(
    db,
    asked.map(({ group }) => group),
    task.barred,
  );
  const schema = formOf(db.reference, { key: task.formKey ?? '', version: task.formVersion ?? 0 });
  const context = await contextForTask(db, actor, caseId, schema, element);
  const { startForm } = releaseOf(db.reference, file.processKey, file.release);
  // Whoever revises leaves the facts as they were: the path is drawn for them.
  const answers =
    task.formKey === startForm
      ? editableAnswers(schema, applicationIn(await partsOf(em, caseId, ['contents'])).answers, context.rights)
      : exampleAnswers(schema, { today: today(db), outcome, ...context });
  const decided = await decideTask(db, actor, {
    taskId: task.id,
    answers: { ...answers, ...given },
    revision: file.revision,
    outcome,
    opinion: '按规定办理',
    basis: '政务数据共享条例第二十一条',
  });
  if (isRefusal(decided)) throw new Error(`${element} not decided: ${JSON.stringify(decided)}`);
  return (await isDecided(db, task.id)) ? task.id : decideStep(db, caseId, element, outcome, given);
}

async function isDecided(db: Db, taskId: string): Promise<boolean> {
  return (await db.orm.em.fork().findOneOrFail(Task, { id: taskId })).state !== 'open';
}

function today(db: Db): string {
  return dayOf(db.now(), db.reference.calendar.timezone);
}

export type Place = {
  readonly state: string;
  readonly run: number;
  readonly open: readonly { readonly id: string; readonly element: string; readonly round: number }[];
};

/** Where a case stands: its state, its run, and what people are asked. */
export async function placeOf(db: Db, caseId: string): Promise<Place> {
  const em = db.orm.em.fork();
  const file = await em.findOneOrFail(CaseFile, { id: caseId });
  const open = await rows<Place['open'][number]>(
    em,
    `select id, element, round from task where case_id = ? and state = 'open' order by element, round`,
    [caseId],
  );
  return { state: file.state, run: file.run, open };
}

/** What the relay does with a start, without the relay; the message may say something else than the case. */
export async function deliverByHand(db: Db, client: EngineClient, caseId: string, other: Record<string, string>): Promise<void> {
  const [row] = await rows<{ payload: EngineMessage }>(db.orm.em.fork(), 'select payload from outbox where case_id = ?', [caseId]);
  if (row?.payload.kind !== 'case.start') throw new Error('no start');
  await client.publish({ ...row.payload, variables: { ...row.payload.variables, ...other } });
  await markDelivered(db, caseId);
}

export async function markDelivered(db: Db, caseId: string): Promise<void> {
  await rows(db.orm.em.fork(), `update outbox set state = 'delivered', result = 'delivered', delivered_at = now() where case_id = ?`, [
    caseId,
  ]);
}
