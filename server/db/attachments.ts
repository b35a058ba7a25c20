import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { Actor } from '#server/domain/actor.ts';
import { Attachment } from './entities/attachment.ts';
import type { CaseFile } from './entities/case-file.ts';
import { record } from './record.ts';
import type { Tx } from './transact.ts';

/** Ids of this person's files that belong to no case yet: what an answer may refer to. */
export async function looseAttachments(em: EntityManager, actor: Actor): Promise<string[]> {
  const loose = await em.find(Attachment, { ownerId: actor.accountId, caseId: null }, { fields: ['id'] });
  return loose.map((file) => file.id);
}

/** Files that the answers refer to become the case's. */
export async function takeAttachments(tx: Tx, actor: Actor, file: CaseFile, answers: Answers): Promise<void> {
  const named: unknown[] = Object.values(answers).filter((answer) => Array.isArray(answer)).flat();
  const ids = named.filter((id) => typeof id === 'string').filter((id) => UUID.test(id));
  if (ids.length === 0) return;
  const taken = await tx.em.find(Attachment, { id: { $in: ids }, ownerId: actor.accountId, caseId: null });
  for (const attachment of taken) {
    attachment.caseId = file.id;
    await record(tx, file, actor.accountId, {
      type: 'attachment.added',
      data: { attachmentId: attachment.id, mediaType: attachment.type, bytes: attachment.size, fileHash: attachment.sha256 },
    });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
