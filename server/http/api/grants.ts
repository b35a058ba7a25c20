import { z } from 'zod';
import { grantDetails, grantList } from '#server/queries/grants.ts';
import type { GrantDetails } from '#server/queries/grants.ts';
import { GRANT_STATES } from '#server/domain/grants.ts';
import { endpoint } from '../endpoint.ts';
import { byId, clock, cursor, limit, list, page, time, uuid } from './shapes.ts';

const head = {
  id: uuid,
  number: z.string(),
  kind: z.enum(['share', 'open']),
  caseId: uuid,
  entry: z.strictObject({ id: z.string(), name: z.string() }),
  provider: z.string(),
  consumer: z.string(),
  method: z.string(),
  treatment: z.string(),
  state: z.enum(GRANT_STATES),
  validFrom: z.iso.date(),
  validTo: z.iso.date(),
  itemCount: z.int(),
  doubted: z.boolean(),
  approvedAt: time,
};

const grant = z
  .strictObject({
    ...head,
    caseNumber: z.string(),
    rowFilter: z.string(),
    quota: z.int().nullable(),
    quotaUnit: z.string().nullable(),
    purpose: z.string(),
    items: list(z.strictObject({ id: z.string(), name: z.string(), nameEn: z.string(), level: z.int() })),
    clock,
    activatedAt: time.nullable(),
    credential: z
      .strictObject({
        appKey: z.string(),
        endpoint: z.string(),
        allowList: list(z.string()),
        qps: z.int(),
        claimedAt: time.nullable(),
        canClaim: z.boolean(),
      })
      .nullable(),
    delivery: z.strictObject({ method: z.string(), deliveredOn: z.string(), receipt: z.string(), by: z.string() }).nullable(),
  })
  .meta({ id: 'Grant' });

function shown({ items, ...found }: GrantDetails): z.input<typeof grant> {
  return { ...found, items: items.map(({ id, name, nameEn, level }) => ({ id, name, nameEn, level })) };
}

export const grantCalls = [
  endpoint({
    id: 'listGrants',
    method: 'get',
    path: '/grants',
    rule: { act: 'read', on: 'Grant' },
    summary: 'Grants that the person may see',
    query: z.strictObject({ side: z.enum(['consumer', 'provider']).optional(), limit, cursor: cursor.optional() }),
    status: 200,
    result: page(z.strictObject(head).meta({ id: 'GrantRow' })),
    run: ({ db, actor, query }) => grantList(db, actor, query),
  }),
  endpoint({
    id: 'getGrant',
    method: 'get',
    path: '/grants/{id}',
    rule: { act: 'read', on: 'Grant' },
    summary: 'A grant with its items and delivery',
    params: byId,
    status: 200,
    result: grant,
    refuses: ['not_found'],
    run: ({ db, actor, params }) => grantDetails(db, actor, { grantId: params.id }),
    respond: (found) => ({ body: shown(found) }),
  }),
];
