import type { Known } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Actor } from '#server/domain/actor.ts';
import { minuteOf } from '#server/domain/calendar.ts';
import { fileOptions } from '#server/domain/case-kinds.ts';
import { formRulesOf } from '#server/domain/kinds/kinds.ts';
import type { CaseSoFar, Options } from '#server/domain/case-kinds.ts';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { applicationIn, latestAnswerIn, latestOutcomeIn } from './contents.ts';
import type { Reference } from './reference.ts';
import { standingOptions } from './standing-options.ts';
import type { Db } from './transact.ts';

/** What a step's form goes by in this case: the same for the screen and for the check of what comes back. */
export type TaskContext = { readonly options: Options; readonly known: Known };

/** What it is made of. */
export const CONTEXT_PARTS = [
  'head',
  'entry',
  'grantAsked',
  'contents',
  'decisions',
  'tasks',
  'grants',
  'colleagues',
  'attachments',
  'looseFiles',
  'screening',
] as const;
export type ContextRows = Pick<CaseRows, (typeof CONTEXT_PARTS)[number]>;

/** When, and by which standing data. */
type Now = { readonly at: Date; readonly reference: Reference };

/** What the case says by now. */
export function soFarIn(parts: ContextRows, { at, reference }: Now): CaseSoFar {
  return {
    subject: { entry: parts.entry, grant: parts.grantAsked },
    application: applicationIn(parts).answers,
    latest: (formKey) => latestAnswerIn(parts, formKey)?.answers ?? null,
    outcome: (formKey) => latestOutcomeIn(parts, formKey),
    screening: parts.screening,
    granted: parts.grants[0] ?? null,
    colleagues: parts.colleagues.map(({ id }) => id),
    now: minuteOf(at, reference.calendar.timezone),
  };
}

/** What may be chosen, and what the case says already. */
export function contextIn(parts: ContextRows, schema: FormSchema, now: Now): TaskContext {
  const { options, known } = formRulesOf(parts.head.processKey, schema.key).stepContext(soFarIn(parts, now));
  const files = [...parts.looseFiles, ...parts.attachments].map(({ id }) => id);
  return { options: { ...standingOptions(schema, now.reference), ...options, ...fileOptions(schema, files) }, known };
}

export async function contextForTask(db: Db, actor: Actor, caseId: string, schema: FormSchema): Promise<TaskContext> {
  return contextIn(await partsOf(db.orm.em.fork(), caseId, CONTEXT_PARTS, actor.accountId), schema, nowOf(db));
}

export function nowOf(db: Pick<Db, 'now' | 'reference'>): Now {
  return { at: db.now(), reference: db.reference };
}
