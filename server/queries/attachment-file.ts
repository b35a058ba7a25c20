import { may } from '#server/auth/ability.ts';
import { Attachment } from '#server/db/entities/attachment.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type AttachmentFile = { readonly name: string; readonly type: string; readonly size: number; readonly bytes: Buffer };

/** A file's content: for its owner before it is filed, afterwards for whoever may see the case. */
export async function attachmentFile(db: Db, actor: Actor, input: { readonly attachmentId: string }): Promise<AttachmentFile | Refusal> {
  if (!isId(input.attachmentId)) return refuse('not_found', { reason: 'attachment_not_found' });
  const em = db.orm.em.fork();
  const file = await em.findOne(Attachment, { id: input.attachmentId }, { populate: ['bytes'] });
  const place = file?.caseId ? await em.findOne(CaseFile, { id: file.caseId }) : null;
  const visible = place ? may(actor, 'read', 'Case', place) : file?.ownerId === actor.accountId;
  if (!file || !visible || file.erasedAt) return refuse('not_found', { reason: 'attachment_not_found' });
  return { name: file.name, type: file.type, size: file.size, bytes: Buffer.from(file.bytes) };
}
