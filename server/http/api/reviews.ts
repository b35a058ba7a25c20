import { z } from 'zod';
import { reviewLedger } from '#server/queries/review-ledger.ts';
import { endpoint } from '../endpoint.ts';
import { cursor, limit, list, page, time, uuid } from './shapes.ts';

const row = z
  .strictObject({
    id: uuid,
    number: z.string(),
    caseId: uuid,
    entry: z.strictObject({ id: z.string(), name: z.string() }),
    provider: z.string(),
    conclusion: z.string(),
    channel: z.string(),
    level: z.int(),
    released: z.int(),
    masked: z.int(),
    withheld: z.int(),
    signers: list(z.strictObject({ duty: z.string(), name: z.string() })),
    decidedAt: time,
    ended: z.strictObject({ at: time, why: z.string() }).nullable(),
    reevaluateOn: z.iso.date().nullable(),
    mayReview: z.boolean(),
  })
  .meta({ id: 'ReviewDecision' });

export const reviewCalls = [
  endpoint({
    id: 'listReviewDecisions',
    method: 'get',
    path: '/reviews',
    rule: { act: 'read', on: 'Review' },
    summary: 'Decisions of confidentiality reviews that the person may see',
    query: z.strictObject({ show: z.enum(['holds', 'ended', 'due']).optional(), limit, cursor: cursor.optional() }),
    status: 200,
    result: page(row),
    run: ({ db, actor, query }) => reviewLedger(db, actor, query),
  }),
];
