import { z } from 'zod';
import { confirmImport } from '#server/commands/confirm-import.ts';
import { takeImport } from '#server/commands/take-import.ts';
import { catalogueImport } from '#server/queries/catalogue-imports.ts';
import { endpoint } from '../endpoint.ts';
import { byId, list, uuid } from './shapes.ts';

const upload = z.strictObject({ name: z.string(), bytes: z.instanceof(Buffer) });
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const problem = z.strictObject({
  row: z.int(),
  heading: z.string(),
  name: z.string(),
  code: z.string(),
  params: params.optional(),
  severity: z.enum(['error', 'warning']),
});
const state = z.enum(['checking', 'checked', 'refused', 'stored', 'dropped']);
const shown = z
  .strictObject({
    id: uuid,
    fileName: z.string(),
    fileHash: z.string(),
    state,
    refusal: z.strictObject({ code: z.string(), params: params.optional() }).nullable(),
    done: z.int(),
    total: z.int(),
    good: z.int(),
    stored: z.int(),
    createdAt: z.string(),
    problems: list(problem),
    moreProblems: z.int(),
    drafts: list(z.strictObject({ id: uuid, name: z.string() })),
    moreDrafts: z.int(),
  })
  .meta({ id: 'CatalogueImport' });

export const importCalls = [
  endpoint({
    id: 'takeImport',
    method: 'post',
    path: '/catalogue-imports',
    rule: { act: 'compile', on: 'Entry' },
    summary: 'Upload a sheet of entries to be checked; nothing of it becomes a draft before it is confirmed',
    takes: 'file',
    body: upload,
    status: 201,
    result: z.strictObject({ id: uuid, state: z.enum(['checking', 'checked']) }),
    refuses: ['invalid', 'too_large', 'forbidden', 'wrong_state'],
    run: ({ db, actor, body }) => takeImport(db, actor, body),
  }),
  endpoint({
    id: 'getImport',
    method: 'get',
    path: '/catalogue-imports/{id}',
    rule: { act: 'compile', on: 'Entry' },
    summary: 'How far the check of an upload is, what it found, and the drafts that came of it',
    params: byId,
    status: 200,
    result: shown,
    refuses: ['not_found'],
    run: ({ db, actor, params: { id } }) => catalogueImport(db, actor, { id }),
    respond: ({ by: _by, own: _own, earlier: _earlier, warnings: _warnings, ...body }) => ({
      body: { ...body, problems: [...body.problems], drafts: [...body.drafts] },
    }),
  }),
  endpoint({
    id: 'confirmImport',
    method: 'post',
    path: '/catalogue-imports/{id}/confirm',
    rule: { act: 'compile', on: 'Entry' },
    summary: 'Makes a draft of each entry without errors: all of them or none, and once',
    params: byId,
    body: z.strictObject({}),
    status: 200,
    result: z.strictObject({ id: uuid, stored: z.int() }),
    refuses: ['not_found', 'wrong_state', 'invalid'],
    run: ({ db, actor, params: { id } }) => confirmImport(db, actor, { id }),
  }),
];
