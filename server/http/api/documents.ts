import { z } from 'zod';
import { DOCUMENT_KINDS } from '#server/domain/documents/document.ts';
import { caseDocuments, documentFile } from '#server/queries/case-documents.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { endpoint } from '../endpoint.ts';
import { siteOf } from '../site.ts';
import { byId, list, text, time, uuid } from './shapes.ts';

const issued = z
  .strictObject({
    kind: z.enum(DOCUMENT_KINDS),
    edition: z.int().meta({ description: 'Later changes of a case make another edition; no edition ever changes' }),
    number: z.string(),
    title: z.string().nullable().meta({ description: 'null when the text had to be erased' }),
    issuedOn: z.iso.date(),
    issuedAt: time,
  })
  .meta({ id: 'IssuedDocument' });

const edition = z
  .string()
  .regex(/^[1-9]\d{0,3}$/)
  .transform(Number)
  .optional();

export const documentCalls = [
  endpoint({
    id: 'listDocuments',
    method: 'get',
    path: '/cases/{id}/documents',
    rule: 'signed_in',
    summary: 'Official documents of a case that the person may read',
    params: byId,
    status: 200,
    result: z.strictObject({ items: list(issued) }),
    refuses: ['not_found'],
    run: async ({ db, actor, params }) => {
      const found = await caseDocuments(db, actor, { caseId: params.id });
      return isRefusal(found) ? found : { items: found };
    },
  }),
  endpoint({
    id: 'getDocument',
    method: 'get',
    path: '/cases/{id}/documents/{kind}.pdf',
    rule: 'signed_in',
    summary: 'An official document as PDF; its newest edition unless another is asked for',
    params: z.strictObject({ id: uuid, kind: text(64) }),
    query: z.strictObject({ edition }),
    gives: 'application/pdf',
    status: 200,
    result: z.instanceof(Buffer),
    refuses: ['not_found'],
    run: ({ db, services, request, actor, params, query }) =>
      documentFile(db, actor, { caseId: params.id, kind: params.kind, edition: query.edition, site: siteOf(services, request) }),
    respond: ({ name, bytes }) => ({
      body: bytes,
      headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}` },
    }),
  }),
];
