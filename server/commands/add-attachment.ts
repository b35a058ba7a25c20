import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import { newSalt } from '#server/db/contents.ts';
import { Attachment } from '#server/db/entities/attachment.ts';
import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { attachmentType, cleanFileName, LARGEST_FILE } from '#server/domain/attachments.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type AddAttachment = { readonly name: string; readonly bytes: Buffer };
export type AttachmentAdded = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
};

const MOST_LOOSE = 50;

/** Takes a file whose type is known by its content, whatever its name says. It belongs to its owner until it is filed. */
export async function addAttachment(db: Db, actor: Actor, input: AddAttachment): Promise<AttachmentAdded | Refusal> {
  if (input.bytes.length > LARGEST_FILE)
    return refuse('too_large', { reason: 'file_too_large', values: { megabytes: LARGEST_FILE / 1024 / 1024 } });
  if (input.bytes.length === 0) return refuse('invalid', { fields: { file: { code: 'file_empty' } } });
  const type = attachmentType(input.name, (await fileTypeFromBuffer(input.bytes))?.mime, input.bytes);
  if (type === null) return refuse('invalid', { fields: { file: { code: 'file_type_not_allowed' } } });
  return transact(db, async (tx) => {
    // One upload of a person after the other, so that none is counted before another has come.
    await run(tx.em, 'select 1 from account where id = ? for no key update', [actor.accountId]);
    const loose = await tx.em.count(Attachment, { ownerId: actor.accountId, caseId: null });
    if (loose >= MOST_LOOSE) return refuse('invalid', { fields: { file: { code: 'too_many_loose_files' } } });
    const attachment = tx.em.create(Attachment, {
      id: tx.newId(),
      ownerId: actor.accountId,
      caseId: null,
      name: cleanFileName(input.name),
      type,
      size: input.bytes.length,
      sha256: createHash('sha256').update(input.bytes).digest('hex'),
      salt: newSalt(),
      bytes: input.bytes,
      createdAt: tx.at,
      erasedAt: null,
    });
    tx.em.persist(attachment);
    const { id, name, size, sha256 } = attachment;
    return { id, name, type, size, sha256 };
  });
}
