import { defineEntity, p } from '@mikro-orm/core';

const AttachmentSchema = defineEntity({
  name: 'Attachment',
  tableName: 'attachment',
  properties: {
    id: p.uuid().primary(),
    ownerId: p.string(),
    caseId: p.uuid().nullable(),
    name: p.string(),
    type: p.string(),
    size: p.integer(),
    sha256: p.string(),
    salt: p.string(),
    bytes: p.blob().lazy(),
    createdAt: p.datetime(),
    erasedAt: p.datetime().nullable(),
  },
});
export class Attachment extends AttachmentSchema.class {}
AttachmentSchema.setClass(Attachment);
