import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Actor } from '#server/domain/actor.ts';
import { methodsWithin } from '#server/domain/grants.ts';
import { fileOptions, optionsFor } from '#server/domain/share-application.ts';
import { partsOf } from './case-rows.ts';
import type { CaseRows } from './case-rows.ts';
import { applicationIn, latestAnswerIn } from './contents.ts';

export type Options = Record<string, readonly string[]>;

/** What the options of a step's form are made of. */
export const OPTION_PARTS = ['entry', 'contents', 'decisions', 'grants', 'colleagues', 'attachments', 'looseFiles'] as const;
export type OptionRows = Pick<CaseRows, (typeof OPTION_PARTS)[number]>;

/** What may be chosen in a step's form in this case: the same for the screen and for the check of what comes back. */
export function optionsIn(parts: OptionRows, schema: FormSchema): Options {
  const { answers } = applicationIn(parts);
  const offered = optionsFor(parts.entry);
  const [grant] = parts.grants;
  // The confidentiality reviewer judges the items that the provider would give.
  const decided = latestAnswerIn(parts, 'provider_decision');
  return {
    ...offered,
    // Nobody is granted more than was applied for, nor in another way than the entry offers.
    approvedItems: listIn(answers, 'itemIds'),
    approvedMethod: methodsWithin(answers['method']).filter((method) => offered['method']?.includes(method)),
    ...(decided ? { reviewedItems: listIn(decided.answers, 'approvedItems') } : {}),
    ...(grant ? { method: [grant.method] } : {}),
    responsiblePerson: parts.colleagues.map(({ id }) => id),
    ...fileOptions(
      schema,
      [...parts.looseFiles, ...parts.attachments].map(({ id }) => id),
    ),
  };
}

export async function optionsForTask(em: EntityManager, actor: Actor, caseId: string, schema: FormSchema): Promise<Options> {
  return optionsIn(await partsOf(em, caseId, OPTION_PARTS, actor.accountId), schema);
}

function listIn(answers: Answers, key: string): string[] {
  const value = answers[key];
  return Array.isArray(value) ? value.map(String) : [];
}
