import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers, Known } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Actor } from '#server/domain/actor.ts';
import { methodsWithin } from '#server/domain/grants.ts';
import { fileOptions, knownFrom, optionsFor } from '#server/domain/share-application.ts';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { applicationIn, latestAnswerIn } from './contents.ts';

export type Options = Record<string, readonly string[]>;

/** What a step's form goes by in this case: the same for the screen and for the check of what comes back. */
export type TaskContext = { readonly options: Options; readonly known: Known };

/** What it is made of. */
export const CONTEXT_PARTS = ['entry', 'contents', 'decisions', 'grants', 'colleagues', 'attachments', 'looseFiles'] as const;
export type ContextRows = Pick<CaseRows, (typeof CONTEXT_PARTS)[number]>;

/** What may be chosen, and what the case says already. */
export function contextIn(parts: ContextRows, schema: FormSchema): TaskContext {
  const application = applicationIn(parts);
  const decided = latestAnswerIn(parts, 'provider_decision');
  const [grant = null] = parts.grants;
  const offered = optionsFor(parts.entry);
  const files = [...parts.looseFiles, ...parts.attachments].map(({ id }) => id);
  const options = {
    ...offered,
    // Nobody is granted more than was applied for, nor in another way than the entry offers.
    approvedItems: listIn(application.answers, 'itemIds'),
    approvedMethod: methodsWithin(application.answers['method']).filter((method) => offered['method']?.includes(method)),
    // The confidentiality reviewer judges the items that the provider would give.
    ...(decided ? { reviewedItems: listIn(decided.answers, 'approvedItems') } : {}),
    ...(grant ? { method: [grant.method] } : {}),
    responsiblePerson: parts.colleagues.map(({ id }) => id),
    ...fileOptions(schema, files),
  };
  return { options, known: knownFrom(application.answers, decided?.answers ?? {}, grant) };
}

export async function contextForTask(em: EntityManager, actor: Actor, caseId: string, schema: FormSchema): Promise<TaskContext> {
  return contextIn(await partsOf(em, caseId, CONTEXT_PARTS, actor.accountId), schema);
}

function listIn(answers: Answers, key: string): string[] {
  const value = answers[key];
  return Array.isArray(value) ? value.map(String) : [];
}
