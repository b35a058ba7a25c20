import { z } from 'zod';
import { addSigner } from '#server/commands/add-signer.ts';
import { claimTask } from '#server/commands/claim-task.ts';
import { copyTask } from '#server/commands/copy-task.ts';
import { delegateTask } from '#server/commands/delegate-task.ts';
import { handBackTask } from '#server/commands/hand-back-task.ts';
import { recallDelegation } from '#server/commands/recall-delegation.ts';
import { releaseTask } from '#server/commands/release-task.ts';
import { removeSigner } from '#server/commands/remove-signer.ts';
import { returnTask } from '#server/commands/return-task.ts';
import { takeBackTask } from '#server/commands/take-back-task.ts';
import { transferTask } from '#server/commands/transfer-task.ts';
import { urgeCase } from '#server/commands/urge-case.ts';
import { OPERATIONS } from '#server/domain/operations.ts';
import { operationChoices } from '#server/queries/task-operations.ts';
import { unmannedTasks } from '#server/queries/unmanned-tasks.ts';
import { endpoint } from '../endpoint.ts';
import { byId, group, list, text, time, uuid } from './shapes.ts';

const done = z.strictObject({ taskId: uuid, caseId: uuid }).meta({ id: 'OperationDone' });
const account = z.string().regex(/^[\w.-]{1,64}$/);
const reason = text(2000);
const DECIDE = { act: 'decide', on: 'Task' } as const;
const refuses = ['not_found', 'forbidden', 'already_decided', 'wrong_state'] as const;

/** All of them: POST, on one task, answering which task of which case. */
const shared = { method: 'post', params: byId, status: 200, result: done, refuses } as const;

export const taskOperationCalls = [
  endpoint({
    ...shared,
    id: 'claimTask',
    path: '/tasks/{id}/claim',
    rule: DECIDE,
    summary: 'Take a task in hand',
    run: ({ db, actor, params }) => claimTask(db, actor, { taskId: params.id }),
  }),
  endpoint({
    ...shared,
    id: 'releaseTask',
    path: '/tasks/{id}/release',
    rule: DECIDE,
    summary: 'Give a task back to everybody in the post',
    run: ({ db, actor, params }) => releaseTask(db, actor, { taskId: params.id }),
  }),
  endpoint({
    ...shared,
    id: 'transferTask',
    path: '/tasks/{id}/transfer',
    rule: DECIDE,
    summary: 'Hand a task to a colleague in the same post, for good',
    body: z.strictObject({ to: account, reason }),
    run: ({ db, actor, params, body }) => transferTask(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    ...shared,
    id: 'delegateTask',
    path: '/tasks/{id}/delegate',
    rule: DECIDE,
    summary: 'Have a colleague prepare a task and hand it back',
    body: z.strictObject({ to: account, reason }),
    run: ({ db, actor, params, body }) => delegateTask(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    ...shared,
    id: 'recallDelegation',
    path: '/tasks/{id}/recall',
    rule: DECIDE,
    summary: 'Take back what a colleague was asked to prepare',
    run: ({ db, actor, params }) => recallDelegation(db, actor, { taskId: params.id }),
  }),
  endpoint({
    ...shared,
    id: 'handBackTask',
    path: '/tasks/{id}/hand-back',
    rule: DECIDE,
    summary: 'Hand back what one was asked to prepare, with an opinion',
    body: z.strictObject({ reason }),
    run: ({ db, actor, params, body }) => handBackTask(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    ...shared,
    id: 'addSigner',
    path: '/tasks/{id}/add-signer',
    rule: DECIDE,
    summary: 'Ask a colleague of the department to sign too, before or after oneself',
    body: z.strictObject({ to: account, place: z.enum(['before', 'after']), reason }),
    run: ({ db, actor, params, body }) => addSigner(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    ...shared,
    id: 'removeSigner',
    path: '/tasks/{id}/remove-signer',
    rule: DECIDE,
    summary: 'Do without a signer whom one had added',
    body: z.strictObject({ signerId: uuid, reason }),
    run: ({ db, actor, params, body }) => removeSigner(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    ...shared,
    id: 'returnTask',
    path: '/tasks/{id}/return',
    rule: DECIDE,
    summary: 'Send a case back to a step that it has passed, or to the applicant',
    body: z.strictObject({ to: text(64), straightBack: z.boolean().default(false), reason }),
    run: ({ db, actor, params, body }) => returnTask(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    ...shared,
    id: 'takeBackTask',
    path: '/tasks/{id}/take-back',
    rule: DECIDE,
    summary: 'Take back what one has decided, as long as nobody has acted on the next step',
    run: ({ db, actor, params }) => takeBackTask(db, actor, { taskId: params.id }),
  }),
  endpoint({
    ...shared,
    id: 'copyTask',
    path: '/tasks/{id}/copy',
    rule: { act: 'read', on: 'Task' },
    summary: 'Let colleagues know of a case, and why',
    body: z.strictObject({ to: z.array(account).min(1).max(20), reason }),
    run: ({ db, actor, params, body }) => copyTask(db, actor, { taskId: params.id, ...body }),
  }),
  endpoint({
    id: 'operationChoices',
    method: 'get',
    path: '/tasks/{id}/choices',
    rule: { act: 'read', on: 'Task' },
    summary: 'Whom an operation may ask, and to which steps a case may be returned',
    params: byId,
    query: z.strictObject({ operation: z.enum(OPERATIONS) }),
    status: 200,
    result: z
      .strictObject({
        people: list(z.strictObject({ id: z.string(), name: z.string(), organisation: z.string(), post: z.string() })),
        targets: list(z.strictObject({ element: z.string(), name: z.string(), straightBack: z.boolean() })),
      })
      .meta({ id: 'OperationChoices' }),
    refuses: [...refuses],
    run: ({ db, actor, params, query }) => operationChoices(db, actor, { taskId: params.id, operation: query.operation }),
  }),
  endpoint({
    id: 'unmannedTasks',
    method: 'get',
    path: '/operations/unmanned',
    rule: { act: 'read', on: 'Operations' },
    summary: 'Tasks on which nobody can act, until somebody is appointed',
    status: 200,
    result: z.strictObject({
      items: list(
        z
          .strictObject({
            taskId: uuid,
            caseId: uuid,
            number: z.string(),
            name: z.string(),
            posts: list(group),
            since: time,
            dueAt: time.nullable(),
          })
          .meta({ id: 'UnmannedTask' }),
      ),
    }),
    run: ({ db, actor }) => unmannedTasks(db, actor),
    respond: ({ items }) => ({
      body: { items: items.map(({ posts, ...task }) => ({ ...task, posts: posts.map((post) => post.group) })) },
    }),
  }),
  endpoint({
    id: 'urgeCase',
    method: 'post',
    path: '/cases/{id}/urge',
    rule: { act: 'read', on: 'Case' },
    summary: 'Ask whoever has the case in hand to get on with it; by the applicant, once a day',
    params: byId,
    status: 200,
    result: z.strictObject({ id: uuid, nth: z.int() }),
    refuses: ['not_found', 'forbidden', 'wrong_state'],
    run: ({ db, actor, params }) => urgeCase(db, actor, { caseId: params.id }),
  }),
];
