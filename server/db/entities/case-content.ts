import { defineEntity, p } from '@mikro-orm/core';
import type { Answers } from '#forms/answers.ts';

/** What people wrote, beside the event chain, so that it can be erased while the chain stays whole. */
const CaseContentSchema = defineEntity({
  name: 'CaseContent',
  tableName: 'case_content',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    kind: p.enum(['application', 'supplement', 'decision'] as const),
    revision: p.integer(),
    element: p.string().nullable(),
    formKey: p.string(),
    formVersion: p.integer(),
    answers: p.json<Answers>(),
    opinion: p.string(),
    basis: p.string(),
    salt: p.string(),
    hash: p.string(),
    writtenBy: p.string(),
    writtenAt: p.datetime(),
    erasedAt: p.datetime().nullable(),
  },
});
export class CaseContent extends CaseContentSchema.class {}
CaseContentSchema.setClass(CaseContent);
