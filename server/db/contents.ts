import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '#server/domain/actor.ts';
import { contentHash } from '#server/domain/content.ts';
import type { Written } from '#server/domain/content.ts';
import { decisionsOf } from './decisions.ts';
import { CaseContent } from './entities/case-content.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

export type NewContent = Written & { readonly kind: CaseContent['kind']; readonly element: string | null };

/** Unguessable, one for each thing: without it nobody can try whether a hash of the record belongs to a text or file they have. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

/** Keeps what a person wrote beside the event chain, with a salt of its own. */
export function keepContent(tx: Tx, actor: Actor, file: CaseFile, written: NewContent): CaseContent {
  const salt = newSalt();
  const content = tx.em.create(CaseContent, {
    id: tx.newId(),
    caseId: file.id,
    kind: written.kind,
    revision: file.revision,
    element: written.element,
    formKey: written.form.key,
    formVersion: written.form.version,
    answers: written.answers,
    opinion: written.opinion,
    basis: written.basis,
    salt,
    hash: contentHash(salt, written),
    writtenBy: actor.accountId,
    writtenAt: tx.at,
    erasedAt: null,
  });
  tx.em.persist(content);
  return content;
}

/** The application as it stands: its last revision. */
export async function currentApplication(em: EntityManager, caseId: string): Promise<CaseContent> {
  const [content] = await em.find(CaseContent, { caseId, kind: 'application' }, { orderBy: { revision: 'desc' }, limit: 1 });
  if (!content) throw new Error(`case ${caseId} has no application`);
  return content;
}

/** What was written last with this form in this case, in the order of the chain; null when nobody did yet. */
export async function latestAnswer(em: EntityManager, caseId: string, formKey: string): Promise<CaseContent | null> {
  const written = new Map((await em.find(CaseContent, { caseId, formKey })).map((content) => [content.id, content]));
  const last = (await decisionsOf(em, caseId)).findLast((decision) => written.has(decision.contentId ?? ''));
  return written.get(last?.contentId ?? '') ?? null;
}
