import type { AddressBrake } from '#server/auth/brake.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { documentHash, documentSchema } from '#server/domain/documents/document.ts';
import { verifyChain } from '#server/domain/events.ts';
import type { StoredEvent } from '#server/domain/events.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** What whoever holds a paper may know: that it was issued so, and whether the record is whole. Nothing of what it says. */
export type DocumentCheck = {
  readonly kind: string;
  readonly number: string;
  readonly issuedOn: string;
  readonly hash: string;
  /** The text, where it is still kept, and the chain of events both carry this hash. */
  readonly isAsIssued: boolean;
  readonly isErased: boolean;
  readonly isChainWhole: boolean;
};

type Found = {
  id: string;
  caseId: string;
  kind: string;
  number: string;
  issuedOn: string;
  body: unknown;
  salt: string | null;
  hash: string;
  eventSeq: number;
  eventHash: string;
};

const CODE = /^[0-9a-z]{26}$/;

/** Checks the paper with that code against the record, its own event and the whole chain of its case. */
export async function documentCheck(
  db: Db,
  brake: AddressBrake,
  input: { readonly code: string; readonly address: string },
): Promise<DocumentCheck | Refusal> {
  const wait = await brake.press(input.address);
  if (wait !== null)
    return refuse('too_many_requests', { reason: 'too_many_checks', values: { minutes: Math.ceil(wait / 60) }, retryAfter: wait });
  const em = db.orm.em.fork();
  const code = input.code.trim().toLowerCase();
  const [found] = CODE.test(code)
    ? await rows<Found>(
        em,
        `select d.id, d.case_id as "caseId", d.kind, d.number, to_char(d.issued_on, 'YYYY-MM-DD') as "issuedOn", d.body, d.salt, d.hash,
           f.event_seq as "eventSeq", f.event_hash as "eventHash"
         from case_document d join case_file f on f.id = d.case_id where d.code = ?`,
        [code],
      )
    : [];
  if (!found) return refuse('not_found', { reason: 'document_unknown' });
  const events = await rows<StoredEvent>(
    em,
    `select case_id as "caseId", seq, type, at, actor, data, prev_hash as "prevHash", hash from event where case_id = ? order by seq`,
    [found.caseId],
  );
  const { kind, number, issuedOn, hash } = found;
  return {
    kind,
    number,
    issuedOn,
    hash,
    isAsIssued: isTextAsIssued(found) && events.some((event) => tellsOf(event, found)),
    isErased: found.body === null,
    isChainWhole: verifyChain(events, { seq: found.eventSeq, hash: found.eventHash }).ok,
  };
}

/** The kept text gives the hash, and says number, kind and day as the row does. An erased one proves nothing by itself any more. */
function isTextAsIssued({ body, salt, hash, kind, number, issuedOn }: Found): boolean {
  if (body === null || salt === null) return body === null;
  const read = documentSchema.safeParse(body);
  if (!read.success) return false;
  const same = read.data.kind === kind && read.data.number === number && read.data.issuedOn === issuedOn;
  return same && documentHash(salt, read.data) === hash;
}

function tellsOf({ type, data }: StoredEvent, { id, hash }: Found): boolean {
  if (type !== 'document.issued' || typeof data !== 'object' || data === null) return false;
  return Reflect.get(data, 'documentId') === id && Reflect.get(data, 'documentHash') === hash;
}
