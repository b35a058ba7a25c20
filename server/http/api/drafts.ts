import { z } from 'zod';
import { deleteDraft } from '#server/commands/delete-draft.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { drafts } from '#server/queries/drafts.ts';
import { endpoint } from '../endpoint.ts';
import { answersSchema } from './answers.ts';
import { byId, cursor, limit, page, text, time, uuid } from './shapes.ts';

const subject = z.string().regex(/^((entry|grant|task):[A-Za-z0-9-]{1,64}|new:|basket:)$/);

export const draftCalls = [
  endpoint({
    id: 'listDrafts',
    method: 'get',
    path: '/drafts',
    rule: 'signed_in',
    summary: "The person's answers half done",
    query: z.strictObject({ limit, cursor: cursor.optional() }),
    status: 200,
    result: page(
      z
        .strictObject({ id: uuid, process: z.string(), subject, title: z.string(), answers: answersSchema, savedAt: time })
        .meta({ id: 'Draft' }),
    ),
    run: ({ db, actor, query }) => drafts(db, actor, query),
  }),
  endpoint({
    id: 'saveDraft',
    method: 'put',
    path: '/drafts/{id}',
    rule: 'signed_in',
    summary:
      'Keep answers half done, valid or not, under this id. One draft stands for each subject: one that is there already keeps its id, which is in the answer',
    params: byId,
    body: z.strictObject({ process: text(64), subject, answers: answersSchema }),
    status: 200,
    result: z.strictObject({ id: uuid, savedAt: time }),
    refuses: ['invalid', 'not_found', 'wrong_state', 'too_large'],
    run: ({ db, actor, params, body }) => saveDraft(db, actor, { id: params.id, ...body }),
  }),
  endpoint({
    id: 'deleteDraft',
    method: 'delete',
    path: '/drafts/{id}',
    rule: 'signed_in',
    summary: 'Throw a draft away',
    params: byId,
    status: 204,
    result: z.undefined(),
    refuses: ['not_found'],
    run: ({ db, actor, params }) => deleteDraft(db, actor, params),
    respond: () => ({ body: undefined }),
  }),
];
