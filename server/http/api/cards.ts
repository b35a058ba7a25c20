import { z } from 'zod';
import { putInRow } from '#server/commands/put-in-row.ts';
import { takeFromRow } from '#server/commands/take-from-row.ts';
import { signingRow } from '#server/queries/signing-row.ts';
import { endpoint } from '../endpoint.ts';
import { signRow } from '../sign-cards.ts';
import { answersSchema } from './answers.ts';
import { byId, list, text, uuid } from './shapes.ts';

const named = { taskId: uuid, name: z.string(), number: z.string(), title: z.string(), outcome: z.string() };

const item = z
  .strictObject({ ...named, opinion: z.string(), basis: z.string(), answers: answersSchema, revision: z.int() })
  .meta({ id: 'RowItem', description: 'Decided on an opened card, and not signed yet' });

export const cardCalls = [
  endpoint({
    id: 'readSigningRow',
    method: 'get',
    path: '/signing-row',
    rule: 'signed_in',
    summary: 'What the person has decided and not signed yet',
    status: 200,
    result: z.strictObject({ items: list(item) }),
    run: async ({ db, actor }) => ({ items: await signingRow(db, actor) }),
  }),
  endpoint({
    id: 'putInSigningRow',
    method: 'put',
    path: '/signing-row/{id}',
    rule: { act: 'decide', on: 'Task' },
    summary: 'Have a decision on a task that was read wait for the signature; never for confidentiality or level 3 and above',
    params: byId,
    body: z.strictObject({
      outcome: text(40),
      answers: answersSchema.default({}),
      opinion: text(4000).default(''),
      basis: text(2000).default(''),
      revision: z.int().min(1),
    }),
    status: 200,
    result: z.strictObject({ taskId: uuid }),
    refuses: ['not_found', 'forbidden', 'already_decided', 'stale_revision', 'wrong_state'],
    run: ({ db, actor, params, body }) => putInRow(db, actor, { ...body, taskId: params.id }),
  }),
  endpoint({
    id: 'takeFromSigningRow',
    method: 'delete',
    path: '/signing-row/{id}',
    rule: 'signed_in',
    summary: 'Take it out again; the task waits as before',
    params: byId,
    status: 200,
    result: z.strictObject({ taskId: uuid }),
    run: ({ db, actor, params }) => takeFromRow(db, actor, { taskId: params.id }),
  }),
  endpoint({
    id: 'signSigningRow',
    method: 'post',
    path: '/signing-row/signature',
    rule: { act: 'decide', on: 'Task' },
    summary: 'Sign each task of the row, with one look at the password; those that cannot be signed say why',
    body: z.strictObject({ password: text(500) }),
    status: 200,
    // The password is no part of what is kept for a repetition.
    unrepeatable: true,
    result: z.strictObject({ items: list(z.strictObject({ ...named, refused: z.string().nullable() })) }),
    refuses: ['too_many_requests'],
    run: ({ db, actor, services, body, request }) =>
      signRow(db, services.entrance.brake, actor, { password: body.password, address: request.ip ?? '' }),
    respond: ({ items }) => ({
      body: {
        items: items.map(({ refused, ...signed }) => ({ ...signed, refused: refused === null ? null : (refused.reason ?? refused.code) })),
      },
    }),
  }),
];
