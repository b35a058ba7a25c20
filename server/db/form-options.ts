import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers, Known } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { Actor } from '#server/domain/actor.ts';
import { methodsWithin } from '#server/domain/grants.ts';
import { fileOptions, knownFrom, optionsFor } from '#server/domain/share-application.ts';
import { loadApplicable } from './applicable-entry.ts';
import { looseAttachments } from './attachments.ts';
import { currentApplication, latestAnswer } from './contents.ts';
import type { CaseFile } from './entities/case-file.ts';
import { ShareGrant } from './entities/share-grant.ts';
import { rows } from './orm.ts';

export type Options = Record<string, readonly string[]>;

/** What a step's form goes by in this case: the same for the screen and for the check of what comes back. */
export type TaskContext = { readonly options: Options; readonly known: Known };

/** What may be chosen, and what the case says already. */
export async function contextForTask(em: EntityManager, actor: Actor, file: CaseFile, schema: FormSchema): Promise<TaskContext> {
  const entry = await loadApplicable(em, file.entryId);
  if (!entry) throw new Error(`entry ${file.entryId} of case ${file.id} is gone`);
  const application = await currentApplication(em, file.id);
  const grant = await em.findOne(ShareGrant, { caseId: file.id });
  const decided = await latestAnswer(em, file.id, 'provider_decision');
  const offered = optionsFor(entry);
  const options = {
    ...offered,
    // Nobody is granted more than was applied for, nor in another way than the entry offers.
    approvedItems: listIn(application.answers, 'itemIds'),
    approvedMethod: methodsWithin(application.answers['method']).filter((method) => offered['method']?.includes(method)),
    // The confidentiality reviewer judges the items that the provider would give.
    ...(decided ? { reviewedItems: listIn(decided.answers, 'approvedItems') } : {}),
    ...(grant ? { method: [grant.method] } : {}),
    responsiblePerson: await colleagues(em, file.applicantId),
    ...fileOptions(schema, [...(await looseAttachments(em, actor)), ...(await filesOf(em, file.id))]),
  };
  return { options, known: knownFrom(application.answers, decided?.answers ?? {}, grant) };
}

function listIn(answers: Answers, key: string): string[] {
  const value = answers[key];
  return Array.isArray(value) ? value.map(String) : [];
}

async function colleagues(em: EntityManager, organisationId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(em, 'select id from account where organisation_id = ? and active order by id', [organisationId]);
  return found.map((account) => account.id);
}

async function filesOf(em: EntityManager, caseId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(em, 'select id from attachment where case_id = ?', [caseId]);
  return found.map((file) => file.id);
}
