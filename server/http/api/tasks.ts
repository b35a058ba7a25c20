import { z } from 'zod';
import { knownNames } from '#forms/answers.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { OPERATIONS } from '#server/domain/operations.ts';
import { inbox } from '#server/queries/inbox.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { endpoint } from '../endpoint.ts';
import { answersSchema } from './answers.ts';
import { byId, clock, cursor, flag, group, limit, list, page, text, time, uuid } from './shapes.ts';

const caseHead = z.strictObject({ id: uuid, number: z.string(), title: z.string(), state: z.string() });

const item = z
  .strictObject({
    id: uuid,
    name: z.string(),
    case: caseHead,
    process: z.string(),
    element: z.string().nullable(),
    candidates: list(group),
    applicantName: z.string(),
    providerName: z.string(),
    state: z.string(),
    outcome: z.string().nullable(),
    copyReason: z.string().nullable().meta({ description: 'In the copied box: why it was copied' }),
    dueAt: time.nullable(),
    clock,
    overdue: z.boolean(),
    createdAt: time,
  })
  .meta({ id: 'InboxItem' });

const task = z
  .strictObject({
    id: uuid,
    name: z.string(),
    state: z.enum(['open', 'decided', 'cancelled']),
    process: z.string(),
    element: z.string(),
    round: z.int(),
    case: caseHead,
    candidates: list(group),
    dueAt: time.nullable(),
    clock,
    createdAt: time,
    form: z.strictObject({
      key: z.string(),
      version: z.int(),
      schema: z.unknown(),
      options: z.record(z.string(), list(z.string())),
      known: z.partialRecord(z.enum(knownNames), z.union([z.string(), z.number(), list(z.string())])),
      rights: z
        .record(z.string(), z.enum(['edit', 'read', 'hidden']))
        .optional()
        .meta({ description: 'What may be changed in this step; all of it when left out' }),
      stored: answersSchema.optional().meta({ description: 'What stands in the fields that may not be changed' }),
    }),
    application: z.strictObject({
      form: z.strictObject({ key: z.string(), version: z.int() }),
      answers: answersSchema,
      entryId: z.string().nullable(),
    }),
    answers: answersSchema,
    outcomes: list(
      z.strictObject({
        key: z.string(),
        label: z.string(),
        effect: z.string(),
        requires: z.strictObject({ reason: z.boolean(), basis: z.boolean(), list: z.boolean() }),
      }),
    ),
    actions: list(z.enum([...OPERATIONS, 'request_extension'])),
    signers: list(
      z.strictObject({
        id: uuid,
        place: z.enum(['drawn', 'before', 'after']),
        posts: list(group),
        holder: z.string().nullable(),
        delegate: z.string().nullable(),
        state: z.enum(['waiting', 'due', 'signed']),
        outcome: z.string().nullable(),
      }),
    ),
    cannotWhy: z.string().nullable(),
    revision: z.int().meta({ description: 'Stands for the content that was read; send it with the decision' }),
    outcome: z.string().nullable(),
  })
  .meta({ id: 'Task' });

function shown(found: TaskDetails): z.input<typeof task> {
  return {
    id: found.id,
    name: found.name,
    state: found.state,
    process: found.process,
    element: found.element,
    round: found.round,
    dueAt: found.dueAt,
    clock: found.clock,
    createdAt: found.createdAt,
    answers: found.answers,
    outcomes: found.outcomes,
    cannotWhy: found.cannotWhy,
    revision: found.revision,
    outcome: found.outcome,
    case: { id: found.case.id, number: found.case.number, title: found.case.title, state: found.case.state },
    candidates: found.candidates.map((candidate) => candidate.group),
    signers: found.signers.map(({ removable: _removable, posts, ...signer }) => ({ ...signer, posts: posts.map((post) => post.group) })),
    form: found.form,
    application: {
      form: { key: found.application.form.key, version: found.application.form.version },
      answers: found.application.answers,
      entryId: found.application.entry?.id ?? null,
    },
    actions: [...found.operations, ...(found.canRequestExtension ? ['request_extension' as const] : [])],
  };
}

export const taskCalls = [
  endpoint({
    id: 'listTasks',
    method: 'get',
    path: '/tasks',
    rule: 'signed_in',
    summary: 'One box of the inbox, the most urgent (or newest) first',
    query: z.strictObject({
      box: z.enum(['todo', 'done', 'copied', 'filed']).default('todo'),
      process: text(64).optional(),
      overdue: flag,
      q: text(100).optional(),
      sort: z.enum(['due', 'newest']).optional(),
      limit,
      cursor: cursor.optional(),
    }),
    status: 200,
    result: page(item),
    run: ({ db, actor, query }) => inbox(db, actor, query),
  }),
  endpoint({
    id: 'getTask',
    method: 'get',
    path: '/tasks/{id}',
    rule: 'signed_in',
    summary: 'A task with all that its decision needs',
    params: byId,
    status: 200,
    result: task,
    refuses: ['not_found'],
    run: ({ db, actor, params }) => taskDetails(db, actor, { taskId: params.id }),
    respond: (found) => ({ body: shown(found) }),
  }),
  endpoint({
    id: 'decideTask',
    method: 'post',
    path: '/tasks/{id}/decision',
    rule: { act: 'decide', on: 'Task' },
    summary: 'Decide',
    params: byId,
    body: z.strictObject({
      outcome: text(40),
      answers: answersSchema.default({}),
      opinion: text(4000).default(''),
      basis: text(2000).default(''),
      revision: z.int().min(1),
    }),
    status: 200,
    result: z.strictObject({ taskId: uuid, caseId: uuid, outcome: z.string() }).meta({ id: 'Decided' }),
    refuses: ['not_found', 'forbidden', 'already_decided', 'stale_revision', 'wrong_state'],
    run: ({ db, actor, params, body }) =>
      decideTask(db, actor, { ...body, taskId: params.id, opinion: body.opinion.trim(), basis: body.basis.trim() }),
  }),
  endpoint({
    id: 'requestExtension',
    method: 'post',
    path: '/tasks/{id}/extension',
    rule: { act: 'request_extension', on: 'Task' },
    summary: 'Ask the bureau for more time to answer',
    params: byId,
    body: z.strictObject({ days: z.int().min(1).max(100), reason: text(2000) }),
    status: 201,
    result: z.strictObject({ taskId: uuid, days: z.int() }),
    refuses: ['not_found', 'forbidden', 'wrong_state'],
    run: ({ db, actor, params, body }) => requestExtension(db, actor, { taskId: params.id, ...body }),
  }),
];
