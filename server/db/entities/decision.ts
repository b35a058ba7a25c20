import { defineEntity, p } from '@mikro-orm/core';

/** One signature: who decided what, on which revision of the content. Append-only for the application's role. */
const DecisionSchema = defineEntity({
  name: 'Decision',
  tableName: 'decision',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    taskId: p.uuid(),
    element: p.string(),
    round: p.integer(),
    outcome: p.string(),
    accountId: p.string(),
    actingAs: p.string(),
    /** The person whose post it is, when a deputy signed. */
    actingFor: p.string().nullable(),
    revision: p.integer(),
    contentId: p.uuid().nullable(),
    payloadHash: p.string(),
    decidedAt: p.datetime(),
    /** By somebody whom a signer had asked: it is recorded, and fulfils no duty. */
    added: p.boolean(),
  },
});
export class Decision extends DecisionSchema.class {}
DecisionSchema.setClass(Decision);
