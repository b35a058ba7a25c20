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
import { record } from './record.ts';
import type { Tx } from './transact.ts';

/** Ids of this person's files that belong to no case yet: what an answer may refer to. */
export async function looseAttachments(em: EntityManager, actor: Actor): Promise<string[]> {
  const loose = await em.find(Attachment, { ownerId: actor.accountId, caseId: null }, { fields: ['id'] });
  return loose.map((file) => file.id);
}

/** Files that the answers refer to become the case's; refused when another case was quicker to take one. */
export async function takeAttachments(tx: Tx, actor: Actor, file: CaseFile, answers: Answers): Promise<Refusal | null> {
  const named: unknown[] = Object.values(answers)
    .filter((answer) => Array.isArray(answer))
    .flat();
  const ids = [...new Set(named.filter((id) => typeof id === 'string').filter(isId))];
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
