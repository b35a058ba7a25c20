import { defineEntity, p } from '@mikro-orm/core';
import type { ProcessKey } from '#processes/registry.ts';
import type { CaseFacts, CaseState } from '#server/domain/cases.ts';
import type { ReplyState } from '#server/domain/reply-drafts.ts';

/**
 * The head of a case. Its row lock orders everything that happens in the case:
 * every command takes it first, so the event chain needs no other lock.
 */
const CaseFileSchema = defineEntity({
  name: 'CaseFile',
  tableName: 'case_file',
  properties: {
    id: p.uuid().primary(),
    number: p.string(),
    processKey: p.string().$type<ProcessKey>(),
    release: p.integer(),
    state: p.string().$type<CaseState>(),
    title: p.string(),
    applicantId: p.string(),
    providerId: p.string(),
    filedBy: p.string(),
    /** The person whose deputy filed it. */
    filedFor: p.string().nullable(),
    entryId: p.string().nullable(),
    grantId: p.uuid().nullable(),
    facts: p.json<CaseFacts>(),
    /** Groups that may see the case: the applicant's from the start, others from the step that is theirs. */
    parties: p.array(),
    /** Organisations and persons who may not see it whatever posts they hold: those complained of. */
    keptFrom: p.array(),
    /** Until it is recorded the applicant does not see what the provider's side decides. */
    replyState: p.string().$type<ReplyState>(),
    revision: p.integer(),
    run: p.integer(),
    filedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    /** Its words were erased because they may be a state secret. */
    quarantinedAt: p.datetime().nullable(),
    /** What the applications of one basket have in common; null for one that was filed alone. */
    filedTogether: p.uuid().nullable(),
    eventSeq: p.integer(),
    eventHash: p.string(),
    search: p.string().lazy(),
  },
});
export class CaseFile extends CaseFileSchema.class {}
CaseFileSchema.setClass(CaseFile);
