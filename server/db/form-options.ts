import type { Answers, Known, Rights } from '#forms/answers.ts';
import { editOnly } from '#forms/rights.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Step } from '#processes/definition.ts';
import type { Actor } from '#server/domain/actor.ts';
import { minuteOf } from '#server/domain/calendar.ts';
import { fileOptions } from '#server/domain/case-kinds.ts';
import { formRulesOf } from '#server/domain/kinds/kinds.ts';
import type { CaseSoFar, Options } from '#server/domain/case-kinds.ts';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { stepOf } from '#server/domain/steps.ts';
import { applicationIn, latestAnswerIn, latestOutcomeIn } from './contents.ts';
import { releaseOf } from './reference.ts';
import type { Reference } from './reference.ts';
import { standingOptions } from './standing-options.ts';
import type { Db } from './transact.ts';

/** What a step's form goes by in this case: the same for the screen and for the check of what comes back. */
export type TaskContext = {
  readonly options: Options;
  readonly known: Known;
  /** Where only some fields may be changed: which, and what stands in the others. */
  readonly rights?: Rights;
  readonly stored?: Answers;
};

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
export function contextIn(parts: ContextRows, schema: FormSchema, now: Now, step: Step): TaskContext {
  const { options, ...given } = formRulesOf(parts.head.processKey, schema.key).stepContext(soFarIn(parts, now), schema.key);
  const files = [...parts.looseFiles, ...parts.attachments].map(({ id }) => id);
  const own = step.edits === null ? {} : { rights: editOnly(step.edits), stored: applicationIn(parts).answers };
  return { options: { ...standingOptions(schema, now.reference), ...options, ...fileOptions(schema, files) }, ...given, ...own };
}

export async function contextForTask(db: Db, actor: Actor, caseId: string, schema: FormSchema, element: string): Promise<TaskContext> {
  const parts = await partsOf(db.orm.em.fork(), caseId, CONTEXT_PARTS, actor.accountId);
  const { definition } = releaseOf(db.reference, parts.head.processKey, parts.head.release);
  return contextIn(parts, schema, nowOf(db), stepOf(definition, element));
}

export function nowOf(db: Pick<Db, 'now' | 'reference'>): Now {
  return { at: db.now(), reference: db.reference };
}
