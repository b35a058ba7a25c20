import { may } from '#server/auth/ability.ts';
import { readCase } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { documentPdf } from '#server/documents/pdf.ts';
import { qrOf, qrPath } from '#server/documents/qr.ts';
import type { Actor } from '#server/domain/actor.ts';
import { documentSchema, isDocumentKind } from '#server/domain/documents/document.ts';
import type { CaseDocument, DocumentKind } from '#server/domain/documents/document.ts';
import { readsDocument } from '#server/domain/documents/registry.ts';
import { sheetOf } from '#server/domain/documents/sheet.ts';
import type { Check, Sheet } from '#server/domain/documents/sheet.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type DocumentView = {
  readonly kind: DocumentKind;
  readonly edition: number;
  readonly number: string;
  /** As on the paper; null when its text had to be erased. */
  readonly title: string | null;
  readonly issuedOn: string;
  readonly issuedAt: string;
};

/** `edition`: the newest when not given. `site`: where the reader has the product, for the address on the paper. */
export type WhichDocument = {
  readonly caseId: string;
  readonly kind: string;
  readonly edition?: number | undefined;
  readonly site: string;
};

export type PrintedDocument = {
  readonly title: string;
  readonly number: string;
  readonly kind: DocumentKind;
  readonly sheet: Sheet;
  readonly edition: number;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly qr: { readonly size: number; readonly path: string };
};

/** The documents of a case that the person may read, in the order in which they were issued. */
export async function caseDocuments(db: Db, actor: Actor, input: { readonly caseId: string }): Promise<readonly DocumentView[] | Refusal> {
  const parts = isId(input.caseId) ? await readCase(db.orm.em.fork(), input, ['head', 'documents']) : null;
  if (!parts || !may(actor, 'read', 'Case', parts.head)) return refuse('not_found', { reason: 'case_not_found' });
  return documentsIn(actor, parts);
}

export function documentsIn(actor: Actor, { head, documents }: Pick<CaseRows, 'head' | 'documents'>): DocumentView[] {
  return documents.flatMap(({ kind, issuedAt, ...row }) =>
    isDocumentKind(kind) && readsDocument(actor, head, head.processKey, kind) ? [{ ...row, kind, issuedAt: issuedAt.toISOString() }] : [],
  );
}

/** One document with all that its page shows. */
export async function printedDocument(db: Db, actor: Actor, which: WhichDocument): Promise<PrintedDocument | Refusal> {
  const found = await issued(db, actor, which);
  if ('refused' in found) return found;
  const { document, check, edition, caseId, caseNumber } = found;
  const qr = qrOf(check.url);
  const { kind, title, number } = document;
  return { kind, title, number, edition, caseId, caseNumber, sheet: sheetOf(document, check), qr: { size: qr.size, path: qrPath(qr) } };
}

/** The same document as a PDF. */
export async function documentFile(db: Db, actor: Actor, which: WhichDocument): Promise<{ name: string; bytes: Buffer } | Refusal> {
  const found = await issued(db, actor, which);
  if ('refused' in found) return found;
  const { document, check } = found;
  return { name: `${document.title} ${document.number}.pdf`, bytes: await documentPdf(document, check) };
}

type Issued = Pick<PrintedDocument, 'edition' | 'caseId' | 'caseNumber'> & { readonly document: CaseDocument; readonly check: Check };

type Found = { readonly edition: number; readonly code: string; readonly body: unknown; readonly hash: string };

async function issued(db: Db, actor: Actor, which: WhichDocument): Promise<Issued | Refusal> {
  const { caseId, kind, edition = null } = which;
  const em = db.orm.em.fork();
  const parts = isId(caseId) ? await readCase(em, { caseId }, ['head']) : null;
  if (!parts || !may(actor, 'read', 'Case', parts.head)) return refuse('not_found', { reason: 'case_not_found' });
  const { head } = parts;
  const [found] =
    isDocumentKind(kind) && readsDocument(actor, head, head.processKey, kind)
      ? await rows<Found>(
          em,
          `select edition, code, body, hash from case_document
           where case_id = ? and kind = ? and (?::int is null or edition = ?) order by edition desc limit 1`,
          [head.id, kind, edition, edition],
        )
      : [];
  if (!found) return refuse('not_found', { reason: 'document_not_found' });
  if (found.body === null) return refuse('not_found', { reason: 'document_erased' });
  return {
    document: documentSchema.parse(found.body),
    edition: found.edition,
    caseId: head.id,
    caseNumber: head.number,
    check: { url: `${which.site}/verify/${found.code}`, code: found.code, hash: found.hash },
  };
}
