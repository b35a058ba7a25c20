import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Day } from '../calendar.ts';
import { canonicalJson } from '../events.ts';

/** The kinds of official document that a case can have; each is also the last part of its address. */
export const DOCUMENT_KINDS = [
  'approval-sheet',
  'reply',
  'supplement-notice',
  'refusal-notice',
  'use-agreement',
  'confidentiality-sheet',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const day = z.iso.date();

/** One signed opinion: which step, what was decided, and who answers for it. An unsigned one leaves its place empty. */
const opinionSchema = z.strictObject({
  step: z.string(),
  outcome: z.string(),
  opinion: z.string(),
  basis: z.string(),
  name: z.string(),
  post: z.string(),
  on: day.nullable(),
});
export type Opinion = z.output<typeof opinionSchema>;

const factSchema = z.strictObject({ label: z.string(), text: z.string() });
export type Fact = z.output<typeof factSchema>;

const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('paragraph'), text: z.string() }),
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  /** Numbered （一）…, as the second rank of an official text is. */
  z.strictObject({ kind: z.literal('list'), items: z.array(z.string()).readonly() }),
  z.strictObject({ kind: z.literal('facts'), rows: z.array(factSchema).readonly() }),
  z.strictObject({ kind: z.literal('choices'), head: z.string(), rows: z.array(factSchema).readonly() }),
  z.strictObject({ kind: z.literal('opinions'), rows: z.array(opinionSchema).readonly() }),
]);
export type Block = z.output<typeof blockSchema>;

/** A place to sign or seal: the organ, on whose behalf, and the day, as far as they are known. */
const signatureSchema = z.strictObject({ side: z.string(), organ: z.string(), name: z.string(), on: day.nullable() });
export type SignaturePlace = z.output<typeof signatureSchema>;

/**
 * What stands on the paper, and nothing about how it is printed: page and PDF are both drawn from this. A `letter` goes out
 * under the organ's red head; a `form` is a sheet of the file.
 */
export const documentSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  layout: z.enum(['letter', 'form']),
  organ: z.string(),
  title: z.string(),
  number: z.string(),
  addressee: z.string().nullable(),
  body: z.array(blockSchema).readonly(),
  signatures: z.array(signatureSchema).readonly(),
  issuedOn: day,
  copiesTo: z.array(z.string()).readonly(),
  /** The signed decision that the document rests on: its hash is in the chain of events. */
  basis: z.strictObject({ decisionId: z.string(), payloadHash: z.string() }).nullable(),
});
export type CaseDocument = z.output<typeof documentSchema>;

/** A document before it gets its number and day. */
export type Draft = Omit<CaseDocument, 'number' | 'issuedOn' | 'basis'>;

export function isDocumentKind(text: string): text is DocumentKind {
  return DOCUMENT_KINDS.some((kind) => kind === text);
}

/** Salted hash (hex) of all that stands on the paper; the event `document.issued` carries it, the paper shows it. */
export function documentHash(salt: string, document: CaseDocument): string {
  return createHmac('sha256', salt).update(canonicalJson(document)).digest('hex');
}

/** The city's issuing numbers have no leading zeros (GB/T 9704-2012, 7.2.5): `数享答〔2026〕1号`. */
export function documentNumber(kind: DocumentKind, issuedOn: Day, n: number): string {
  return `${SERIES[kind]}〔${issuedOn.slice(0, 4)}〕${n}号`;
}

const SERIES: Readonly<Record<DocumentKind, string>> = {
  'approval-sheet': '数审批',
  reply: '数答复',
  'supplement-notice': '数补正',
  'refusal-notice': '数不予',
  'use-agreement': '数协议',
  'confidentiality-sheet': '数保审',
};
