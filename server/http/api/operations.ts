import { z } from 'zod';
import { retryIncident } from '#server/commands/retry-incident.ts';
import { retryNotice } from '#server/commands/retry-notice.ts';
import { retryMessage } from '#server/commands/retry-message.ts';
import { refuse } from '#server/domain/refusal.ts';
import { NOTICE_CHANNELS } from '#server/domain/notices.ts';
import { engineHealth } from '#server/queries/engine-health.ts';
import { noticeHealth } from '#server/queries/notice-health.ts';
import { endpoint } from '../endpoint.ts';
import { byId, list, time, uuid } from './shapes.ts';

const concerned = { caseId: uuid.nullable(), number: z.string().nullable() };
const seconds = z.number().nullable();

const health = z
  .strictObject({
    engine: z.strictObject({ state: z.enum(['up', 'down']), version: z.string(), since: time, epoch: z.int(), latencyMs: seconds }),
    relay: z.strictObject({ waiting: z.int(), oldestSeconds: seconds, failing: z.int() }),
    feed: z.strictObject({ lagSeconds: seconds, position: z.string(), receivedAt: time.nullable(), repaired: z.int() }),
    workers: z.strictObject({ lastJobAt: time.nullable() }),
    incidents: list(
      z.strictObject({
        ...concerned,
        id: z.string(),
        element: z.string(),
        kind: z.string(),
        message: z.string(),
        since: time,
        story: list(z.strictObject({ at: time, text: z.string() })),
      }),
    ),
    stuck: list(z.strictObject({ ...concerned, id: z.string(), kind: z.string(), result: z.string(), attempts: z.int(), since: time })),
    reconciliation: z
      .strictObject({
        at: time,
        cause: z.string(),
        findings: list(z.strictObject({ type: z.string(), caseId: z.string().nullable(), repaired: z.boolean() })),
      })
      .nullable(),
  })
  .meta({ id: 'EngineHealth' });

const channel = z.enum(NOTICE_CHANNELS);
const notices = z
  .strictObject({
    channels: list(z.strictObject({ channel, active: z.boolean(), waiting: z.int(), sentAt: time.nullable(), failure: z.string() })),
    trouble: list(
      z.strictObject({
        id: uuid,
        channel,
        state: z.enum(['given_up', 'unclear']),
        name: z.string(),
        result: z.string(),
        attempts: z.int(),
        since: time,
      }),
    ),
  })
  .meta({ id: 'NoticeHealth', description: 'The ways by which notices leave the product, and the messages that need a person' });

const done = z.strictObject({ id: z.string() });

export const operationsCalls = [
  endpoint({
    id: 'engineHealth',
    method: 'get',
    path: '/operations',
    rule: { act: 'read', on: 'Operations' },
    summary: 'Engine, relay, record feed, and what stands still',
    status: 200,
    result: health,
    run: ({ db, actor, services }) => engineHealth(db, actor, services.engine.health()),
  }),
  endpoint({
    id: 'retryIncident',
    method: 'post',
    path: '/operations/incidents/{id}/retry',
    rule: { act: 'retry', on: 'Operations' },
    summary: 'Have a step that stands still tried again',
    params: z.strictObject({ id: z.string().regex(/^\d{1,20}@[\w-]{1,64}$/) }),
    body: z.strictObject({}),
    status: 200,
    result: done,
    refuses: ['not_found', 'wrong_state'],
    run: ({ db, actor, services, params }) =>
      services.engine.client() === null
        ? Promise.resolve(refuse('wrong_state', { reason: 'engine_away' }))
        : retryIncident(db, actor, services.engine.repair, params),
  }),
  endpoint({
    id: 'retryMessage',
    method: 'post',
    path: '/operations/messages/{id}/retry',
    rule: { act: 'retry', on: 'Operations' },
    summary: 'Have a message to the engine that is stuck sent again',
    params: z.strictObject({ id: z.string().regex(/^\d{1,18}$/) }),
    body: z.strictObject({}),
    status: 200,
    result: done,
    refuses: ['not_found'],
    run: ({ db, actor, params }) => retryMessage(db, actor, params),
  }),
  endpoint({
    id: 'noticeHealth',
    method: 'get',
    path: '/operations/notices',
    rule: { act: 'read', on: 'Operations' },
    summary: 'How mail and webhook fare, and what was given up or is unclear',
    status: 200,
    result: notices,
    run: ({ db, actor }) => noticeHealth(db, actor),
  }),
  endpoint({
    id: 'retryNotice',
    method: 'post',
    path: '/operations/notices/{id}/retry',
    rule: { act: 'retry', on: 'Operations' },
    summary: 'Have a notice sent anew, as another message, that was given up or whose end is unclear',
    params: byId,
    body: z.strictObject({}),
    status: 200,
    result: done,
    refuses: ['not_found'],
    run: ({ db, actor, params }) => retryNotice(db, actor, params),
  }),
];
