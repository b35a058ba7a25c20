import type { Answers, Known, Rights } from '#forms/answers.ts';
import { PROCESSES } from '#processes/registry.ts';
import { exampleAnswers } from '#forms/example.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Options } from '#server/domain/case-kinds.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { caseStart } from './case-start.ts';
import { taskDetails } from './task-details.ts';

export type FormExample = {
  readonly key: string;
  readonly version: number;
  /** One of the two: what is applied for, or what is decided. */
  readonly entryId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly outcome?: string | undefined;
};

/** Answers that pass validation in this very place, made from the form: for integrators and for test data. */
export async function formExample(db: Db, actor: Actor, input: FormExample): Promise<Answers | Refusal> {
  const place = await placeOf(db, actor, input);
  if (isRefusal(place)) return place;
  if (place.schema.key !== input.key || place.schema.version !== input.version) return refuse('not_found', { reason: 'form_not_here' });
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  return exampleAnswers(place.schema, {
    today,
    options: place.options,
    known: place.known,
    ...(place.rights === undefined ? {} : { rights: place.rights }),
    ...(place.stored === undefined ? {} : { stored: place.stored }),
    ...(place.outcome === undefined ? {} : { outcome: place.outcome }),
  });
}

type Place = {
  readonly schema: FormSchema;
  readonly options: Options;
  readonly known?: Known;
  readonly rights?: Rights;
  readonly stored?: Answers;
  readonly outcome: string | undefined;
};

async function placeOf(db: Db, actor: Actor, input: FormExample): Promise<Place | Refusal> {
  if (input.entryId !== undefined && input.taskId === undefined) {
    const process = PROCESSES.find(({ startForm }) => startForm === input.key);
    if (process === undefined) return refuse('not_found', { reason: 'form_not_here' });
    const start = await caseStart(db, actor, { process: process.key, answers: { entryId: input.entryId } });
    return isRefusal(start) ? start : { ...start.form, outcome: undefined };
  }
  if (input.taskId !== undefined && input.entryId === undefined) {
    const task = await taskDetails(db, actor, { taskId: input.taskId });
    if (isRefusal(task)) return task;
    if (!task.canDecide) return refuse('forbidden', { reason: 'not_a_candidate' });
    const outcome = input.outcome ?? task.outcomes[0]?.key;
    if (!task.outcomes.some(({ key }) => key === outcome))
      return refuse('invalid', { fields: { outcome: { code: 'outcome_not_offered' } } });
    return { ...task.form, outcome };
  }
  return refuse('invalid', { reason: 'example_place' });
}
