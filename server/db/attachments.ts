import { LockMode } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { Actor } from '#server/domain/actor.ts';
import { saltedHash } from '#server/domain/events.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { Attachment } from './entities/attachment.ts';
import type { CaseFile } from './entities/case-file.ts';
import { newSalt } from './contents.ts';
import { run } from './orm.ts';
import { record } from './record.ts';
import type { Tx } from './transact.ts';

/** Ids of this person's files that belong to no case yet: what an answer may refer to. */
export async function looseAttachments(em: EntityManager, actor: Actor): Promise<string[]> {
  const loose = await em.find(Attachment, { ownerId: actor.accountId, caseId: null }, { fields: ['id'] });
  return loose.map((file) => file.id);
}

/**
 * The same answers about copies of the person's files: a file belongs to one case, whose readers and whose quarantine are its own,
 * so of several cases filed with one form each has its own.
 */
export async function withCopies(tx: Tx, actor: Actor, answers: Answers): Promise<Answers> {
  const ids = fileIdsIn(answers);
  if (ids.length === 0) return answers;
  const copies = new Map(ids.map((id) => [id, tx.newId()]));
  await run(
    tx.em,
    `insert into attachment (id, owner_id, case_id, name, type, size, sha256, salt, bytes, created_at, erased_at)
     select c.copy, a.owner_id, null, a.name, a.type, a.size, a.sha256, c.salt, a.bytes, a.created_at, null
     from unnest(?::uuid[], ?::uuid[], ?::text[]) as c (id, copy, salt) join attachment a on a.id = c.id
     where a.owner_id = ? and a.case_id is null`,
    [listOf(ids), listOf([...copies.values()]), listOf(ids.map(() => newSalt())), actor.accountId],
  );
  const copyOf = (answer: Answers[string]): Answers[string] => (isListOfTexts(answer) ? answer.map((id) => copies.get(id) ?? id) : answer);
  return Object.fromEntries(Object.entries(answers).map(([key, answer]) => [key, copyOf(answer)]));
}

function listOf(texts: readonly string[]): string {
  return `{${texts.join(',')}}`;
}

function fileIdsIn(answers: Answers): string[] {
  const named = Object.values(answers).filter(isListOfTexts).flat();
  return [...new Set(named.filter(isId))];
}

function isListOfTexts(answer: Answers[string]): answer is string[] {
  return Array.isArray(answer) && answer.every((item) => typeof item === 'string');
}

/** Files that the answers refer to become the case's; refused when another case was quicker to take one. */
export async function takeAttachments(tx: Tx, actor: Actor, file: CaseFile, answers: Answers): Promise<Refusal | null> {
  const ids = fileIdsIn(answers);
  if (ids.length === 0) return null;
  const theirs = await tx.em.find(
    Attachment,
    { id: { $in: ids }, $or: [{ caseId: file.id }, { ownerId: actor.accountId, caseId: null }] },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  if (theirs.length < ids.length) return refuse('not_found', { reason: 'attachment_not_found' });
  for (const attachment of theirs.filter(({ caseId }) => caseId === null)) {
    attachment.caseId = file.id;
    record(tx, file, actor.accountId, {
      type: 'attachment.added',
      data: {
        attachmentId: attachment.id,
        mediaType: attachment.type,
        bytes: attachment.size,
        fileHash: saltedHash(attachment.salt, attachment.sha256),
      },
    });
  }
  return null;
}
