import { defineEntity, p } from '@mikro-orm/core';
import type { Answers } from '#forms/answers.ts';

/** Answers half done: `subject` is the entry applied for (`entry:cat-040`) or the task decided (`task:<id>`). */
const DraftSchema = defineEntity({
  name: 'Draft',
  tableName: 'draft',
  properties: {
    id: p.uuid().primary(),
    accountId: p.string(),
    processKey: p.string(),
    subject: p.string(),
    formKey: p.string(),
    formVersion: p.integer(),
    answers: p.json<Answers>(),
    updatedAt: p.datetime(),
  },
});
export class Draft extends DraftSchema.class {}
DraftSchema.setClass(Draft);
