import { randomBytes } from 'node:crypto';
import { dayOf } from '#server/domain/calendar.ts';
import { documentHash, documentNumber } from '#server/domain/documents/document.ts';
import type { CaseDocument, DocumentKind, Draft } from '#server/domain/documents/document.ts';
import { documentsAt } from '#server/domain/documents/registry.ts';
import type { Moment } from '#server/domain/documents/registry.ts';
import type { Matter } from '#server/domain/documents/remedies.ts';
import { basisOf, shareDocument } from '#server/domain/documents/share-documents.ts';
import type { CaseFile } from './entities/case-file.ts';
import { newSalt } from './contents.ts';
import { nextNumber } from './numbers.ts';
import { rows } from './orm.ts';
import { record, SYSTEM } from './record.ts';
import { shareRecord } from './share-record.ts';
import type { NotYetRead } from './share-record.ts';
import type { Tx } from './transact.ts';

/** What the record of a case says for its documents, and on which signed decision they rest. */
type Source = { readonly basis: CaseDocument['basis']; readonly draft: (kind: DocumentKind) => Draft };

/** How the record of each process is read for its documents; of a process that is not here none are issued. */
const SOURCES: Readonly<Record<string, (tx: Tx, file: CaseFile, moment: Moment, fresh: NotYetRead) => Promise<Source>>> = {
  'conditional-share': (tx, file, moment, fresh) => sourceOf(tx, file, 'share', moment, fresh),
  'share-dispute': (tx, file, moment, fresh) => sourceOf(tx, file, 'share', moment, fresh),
  'directional-open': (tx, file, moment, fresh) => sourceOf(tx, file, 'open', moment, fresh),
};

async function sourceOf(tx: Tx, file: CaseFile, matter: Matter, moment: Moment, fresh: NotYetRead): Promise<Source> {
  const said = await shareRecord(tx, file, matter, fresh);
  const basis = basisOf(moment, said);
  return {
    basis: basis && { decisionId: basis.decisionId, payloadHash: basis.payloadHash },
    draft: (kind) => shareDocument(kind, moment, said),
  };
}

/**
 * Issues the documents that this moment calls for, in the transaction of what happened: the text is kept as it was said, its
 * hash goes into the chain of events. A later change of the case issues another document and leaves this one as it is.
 * `fresh` is what the transaction has written and cannot read back.
 */
export async function issueDocuments(tx: Tx, file: CaseFile, moment: Moment, fresh: NotYetRead = {}): Promise<void> {
  const kinds = documentsAt(file.processKey, moment);
  const source = SOURCES[file.processKey];
  if (kinds.length === 0 || !source) return;
  const { basis, draft } = await source(tx, file, moment, fresh);
  const issuedOn = dayOf(tx.at, tx.reference.calendar.timezone);
  for (const kind of kinds) {
    const number = documentNumber(kind, issuedOn, await nextNumber(tx, `document:${kind}`, Number(issuedOn.slice(0, 4))));
    await keep(tx, file, { ...draft(kind), number, issuedOn, basis });
  }
}

async function keep(tx: Tx, file: CaseFile, document: CaseDocument): Promise<void> {
  const { kind, number, issuedOn, basis } = document;
  const [id, salt, edition] = [tx.newId(), newSalt(), await nextEdition(tx, file, kind)];
  const hash = documentHash(salt, document);
  tx.writes.insert('case_document', {
    id,
    case_id: file.id,
    kind,
    edition,
    number,
    code: newCode(),
    issued_on: issuedOn,
    issued_at: tx.at,
    body: JSON.stringify(document),
    salt,
    hash,
  });
  record(tx, file, SYSTEM, {
    type: 'document.issued',
    data: {
      documentId: id,
      kind,
      edition,
      decisionId: basis?.decisionId ?? null,
      payloadHash: basis?.payloadHash ?? null,
      documentHash: hash,
    },
  });
}

async function nextEdition(tx: Tx, file: CaseFile, kind: DocumentKind): Promise<number> {
  const [row] = await rows<{ last: number }>(
    tx.em,
    'select coalesce(max(edition), 0)::int as last from case_document where case_id = ? and kind = ?',
    [file.id, kind],
  );
  return (row?.last ?? 0) + 1;
}

/** Letters and digits that nobody confuses on paper. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const CODE_LENGTH = 26;

/** 130 random bits: whoever has no paper finds none by trying. */
function newCode(): string {
  return Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
