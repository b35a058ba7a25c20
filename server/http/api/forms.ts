import { z } from 'zod';
import { formDocument } from '#server/queries/form-document.ts';
import { formExample } from '#server/queries/form-example.ts';
import { startable } from '#server/queries/processes.ts';
import { endpoint } from '../endpoint.ts';
import { answersSchema } from './answers.ts';
import { entryId, formRef, list, uuid } from './shapes.ts';

const formJson = z.looseObject({ id: z.string(), components: z.array(z.unknown()) }).meta({ id: 'Form' });

const form = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  version: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
});

export const formCalls = [
  endpoint({
    id: 'listProcesses',
    method: 'get',
    path: '/processes',
    rule: 'signed_in',
    summary: 'Processes that the person may start now',
    status: 200,
    result: list(z.strictObject({ key: z.string(), name: z.string(), release: z.int(), startForm: formRef }).meta({ id: 'Process' })),
    run: ({ db, actor }) => Promise.resolve(startable(db, actor)),
  }),
  endpoint({
    id: 'getForm',
    method: 'get',
    path: '/forms/{key}/{version}',
    rule: 'signed_in',
    summary: 'A released form as form-js JSON',
    params: form,
    status: 200,
    result: formJson,
    refuses: ['not_found'],
    run: ({ db, params }) => formDocument(db, params),
    respond: ({ schema }) => ({ body: formJson.parse(schema) }),
  }),
  endpoint({
    id: 'getFormExample',
    method: 'get',
    path: '/forms/{key}/{version}/example',
    rule: 'signed_in',
    summary: 'Answers that pass validation, for an entry applied for or a task to decide',
    params: form,
    query: z.strictObject({ entry: entryId.optional(), task: uuid.optional(), outcome: z.string().max(40).optional() }),
    status: 200,
    result: answersSchema,
    refuses: ['not_found', 'forbidden'],
    run: ({ db, actor, params, query }) =>
      formExample(db, actor, { ...params, entryId: query.entry, taskId: query.task, outcome: query.outcome }),
  }),
];
