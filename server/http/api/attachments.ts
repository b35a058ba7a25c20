import { z } from 'zod';
import { addAttachment } from '#server/commands/add-attachment.ts';
import { attachmentFile } from '#server/queries/attachment-file.ts';
import { endpoint } from '../endpoint.ts';
import { byId, uuid } from './shapes.ts';

const upload = z.strictObject({ name: z.string(), bytes: z.instanceof(Buffer) });

export const attachmentCalls = [
  endpoint({
    id: 'addAttachment',
    method: 'post',
    path: '/attachments',
    rule: 'signed_in',
    summary: 'Upload a file; answers refer to it by its id',
    takes: 'file',
    body: upload,
    status: 201,
    result: z.strictObject({ id: uuid, name: z.string(), type: z.string(), size: z.int(), sha256: z.string() }).meta({ id: 'Attachment' }),
    refuses: ['invalid', 'too_large'],
    run: ({ db, actor, body }) => addAttachment(db, actor, body),
  }),
  endpoint({
    id: 'getAttachment',
    method: 'get',
    path: '/attachments/{id}',
    rule: 'signed_in',
    summary: 'The file itself, always as a download',
    params: byId,
    gives: 'application/octet-stream',
    status: 200,
    result: z.instanceof(Buffer),
    refuses: ['not_found'],
    run: ({ db, actor, params }) => attachmentFile(db, actor, { attachmentId: params.id }),
    respond: ({ name, bytes }) => ({
      body: bytes,
      // Never shown within our pages, whatever is in it.
      headers: {
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
      },
    }),
  }),
];
