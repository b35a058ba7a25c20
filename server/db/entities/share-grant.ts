import { defineEntity, p } from '@mikro-orm/core';
import type { ShareMethod } from '#server/domain/catalogue.ts';
import type { Delivery, GrantKind, GrantState, Treatment } from '#server/domain/grants.ts';

const ShareGrantSchema = defineEntity({
  name: 'ShareGrant',
  tableName: 'share_grant',
  properties: {
    id: p.uuid().primary(),
    number: p.string(),
    kind: p.string().$type<GrantKind>(),
    caseId: p.uuid(),
    entryId: p.string(),
    providerId: p.string(),
    consumerId: p.string(),
    state: p.string().$type<GrantState>(),
    items: p.array(),
    method: p.string().$type<ShareMethod>(),
    treatment: p.string().$type<Treatment>(),
    rowFilter: p.string(),
    quota: p.integer().nullable(),
    quotaUnit: p.string().nullable(),
    validFrom: p.date(),
    validTo: p.date(),
    delivery: p.json<Delivery>().nullable(),
    approvedAt: p.datetime(),
    activatedAt: p.datetime().nullable(),
  },
});
export class ShareGrant extends ShareGrantSchema.class {}
ShareGrantSchema.setClass(ShareGrant);
