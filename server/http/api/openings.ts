import { z } from 'zod';
import { claimInterfaceSecret } from '#server/commands/claim-interface-secret.ts';
import { openNotices } from '#server/queries/open-notices.ts';
import { openSelfCheck } from '#server/queries/open-self-check.ts';
import { endpoint } from '../endpoint.ts';
import { byId, cursor, limit, list, page, time, uuid } from './shapes.ts';

const notice = z
  .strictObject({
    id: uuid,
    number: z.string(),
    consumer: z.string(),
    provider: z.string(),
    entry: z.strictObject({ id: z.string(), name: z.string() }),
    items: list(z.string()),
    method: z.string(),
    purpose: z.string(),
    validFrom: z.iso.date(),
    validTo: z.iso.date(),
    publishedAt: time,
  })
  .meta({ id: 'OpenNotice' });

export const openingCalls = [
  endpoint({
    id: 'listOpenNotices',
    method: 'get',
    path: '/open-notices',
    rule: { act: 'read', on: 'PublicNotice' },
    summary: 'Public notices of directional openings, the newest first',
    query: z.strictObject({ limit, cursor: cursor.optional() }),
    status: 200,
    result: page(notice),
    run: ({ db, actor, query }) => openNotices(db, actor, query),
  }),
  endpoint({
    id: 'checkOpenConditions',
    method: 'get',
    path: '/catalogue/{id}/open-conditions',
    rule: { act: 'apply_open', on: 'Entry' },
    summary: 'What an entry demands of who applies for it, and what stands against the applicant on record',
    params: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}$/) }),
    status: 200,
    result: z.strictObject({
      entry: z.strictObject({ id: z.string(), name: z.string(), provider: z.string() }),
      applicant: z.strictObject({ name: z.string(), uscc: z.string() }),
      conditions: list(z.string()),
      findings: list(z.string()),
    }),
    refuses: ['not_found', 'forbidden'],
    run: ({ db, actor, params }) => openSelfCheck(db, actor, { entryId: params.id }),
  }),
  endpoint({
    id: 'claimInterfaceSecret',
    method: 'post',
    path: '/grants/{id}/secret',
    rule: { act: 'claim', on: 'Grant' },
    summary: 'Take the secret of an interface; it is shown this once',
    params: byId,
    status: 200,
    result: z.strictObject({ appKey: z.string(), secret: z.string() }),
    unrepeatable: true,
    refuses: ['not_found', 'forbidden', 'wrong_state'],
    run: ({ db, actor, params }) => claimInterfaceSecret(db, actor, { grantId: params.id }),
  }),
];
