import type { Answers } from '#forms/answers.ts';
import { canonicalJson, saltedHash } from './events.ts';

/** What a person wrote in one act: all of it is in the hash that the event chain and the signature carry. */
export type Written = {
  readonly form: { readonly key: string; readonly version: number };
  readonly answers: Answers;
  readonly opinion: string;
  readonly basis: string;
};

/** Salted SHA-256 (hex) of what was written; with content and salt erased it says nothing any more. */
export function contentHash(salt: string, written: Written): string {
  const { form, answers, opinion, basis } = written;
  return saltedHash(salt, canonicalJson({ form: { key: form.key, version: form.version }, answers, opinion, basis }));
}
