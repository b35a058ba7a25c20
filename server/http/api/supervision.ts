import { z } from 'zod';
import { LEDGER_KINDS } from '#server/domain/ledger.ts';
import { caseChain } from '#server/queries/case-chain.ts';
import { ledger, supervision } from '#server/queries/supervision.ts';
import { timeLimits } from '#server/queries/time-limits.ts';
import { endpoint } from '../endpoint.ts';
import { cursor, group, limit, list, page, text, time, uuid } from './shapes.ts';

const post = z.strictObject({ group, organisation: z.string(), role: z.string() });
const caseRef = z.strictObject({ id: uuid, number: z.string(), title: z.string() });

const entry = z
  .strictObject({
    id: uuid,
    kind: z.enum(LEDGER_KINDS),
    rule: z.string(),
    basis: z.string().nullable(),
    at: time,
    dueAt: time.nullable(),
    corrected: z.boolean().meta({ description: 'The calendar was edited afterwards, and by it nothing was late' }),
    outcome: z.string().nullable(),
    organisation: z.string(),
    person: z.string().nullable(),
    post: post.nullable(),
    case: caseRef.nullable(),
  })
  .meta({ id: 'LedgerEntry', description: 'Who, when, against which rule, in which case' });

const step = z
  .strictObject({
    taskId: uuid,
    name: z.string(),
    candidates: list(post),
    dueAt: time.nullable(),
    caseId: uuid,
    number: z.string(),
    title: z.string(),
  })
  .meta({ id: 'OpenStep' });

const verdict = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true) }),
  z.strictObject({ ok: z.literal(false), seq: z.int(), why: z.string() }),
]);

export const supervisionCalls = [
  endpoint({
    id: 'readLedger',
    method: 'get',
    path: '/ledger',
    rule: { act: 'read', on: 'Ledger' },
    summary: 'The ledger of responsibility, the newest first; heads read that of their department',
    query: z.strictObject({
      kind: z.enum(LEDGER_KINDS).optional(),
      organisation: text(64).optional(),
      limit,
      cursor: cursor.optional(),
    }),
    status: 200,
    result: page(entry),
    refuses: ['forbidden'],
    run: ({ db, actor, query: { organisation, ...filter } }) => ledger(db, actor, { ...filter, organisationId: organisation }),
  }),
  endpoint({
    id: 'readSupervision',
    method: 'get',
    path: '/supervision',
    rule: { act: 'read', on: 'Ledger' },
    summary: 'Steps past their time, and steps that find nobody',
    status: 200,
    result: z.strictObject({ overdue: list(step), orphaned: list(step) }),
    refuses: ['forbidden'],
    run: ({ db, actor }) => supervision(db, actor),
    respond: ({ overdue, orphaned }) => ({ body: { overdue, orphaned } }),
  }),
  endpoint({
    id: 'verifyCase',
    method: 'get',
    path: '/supervision/chain',
    rule: { act: 'read', on: 'Ledger' },
    summary: "A case's chain of events, computed again link by link",
    query: z.strictObject({ number: text(100) }),
    status: 200,
    result: z.strictObject({
      caseId: uuid,
      number: z.string(),
      title: z.string(),
      verdict,
      links: list(z.strictObject({ seq: z.int(), type: z.string(), at: time, by: z.string().nullable(), hash: z.string() })),
    }),
    refuses: ['forbidden', 'not_found'],
    run: ({ db, actor, query }) => caseChain(db, actor, query),
  }),
  endpoint({
    id: 'listTimeLimits',
    method: 'get',
    path: '/time-limits',
    rule: 'signed_in',
    summary: 'Every time limit in force, with the article on which it stands',
    status: 200,
    result: z.strictObject({
      limits: list(
        z
          .strictObject({
            key: z.string(),
            amount: z.int(),
            unit: z.enum(['workingDay', 'month', 'year']),
            extensionMax: z.int().nullable(),
            basis: z.string(),
            status: z.enum(['law', 'local', 'analogy', 'product']),
            effectiveFrom: z.iso.date(),
            steps: list(z.string()),
          })
          .meta({ id: 'TimeLimit' }),
      ),
    }),
    run: ({ db, actor }) => timeLimits(db, actor),
  }),
];
