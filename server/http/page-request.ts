import type { Actor } from '#server/domain/actor.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { DocumentCheck } from '#server/queries/document-check.ts';
import type { Explained } from '#server/messages/explain.ts';
import type { Language } from '#server/messages/language.ts';

/** What a page's loader or action knows of its request; the load context hands it on beside commands and queries. */
export type PageRequest = {
  /** As in X-Request-Id: people tell it to the operators. */
  readonly id: string;
  /** For scripts and style elements, by the content security policy. */
  readonly nonce: string;
  /** Goes into the hidden field `csrf` of every form; '' while nobody is signed in. */
  readonly csrf: string;
  /** From the form's hidden field `once`: a command that is sent twice with it is done once. */
  readonly onceKey: string | null;
  readonly actor: Actor | null;
  /** Where the request comes from, for the brake on passwords. */
  readonly address: string;
  readonly mode: 'demo' | 'production';
  /** Opens a session; the cookie goes into Set-Cookie. */
  readonly signIn: (username: string, password: string) => Promise<{ readonly cookie: string } | Refusal>;
  /** For whoever holds a paper: whether it is in the record as it says. Counted by the address that asks. */
  readonly checkDocument: (code: string) => Promise<DocumentCheck | Refusal>;
  readonly signOut: () => Promise<{ readonly cookie: string }>;
  readonly explain: (refusal: Refusal, language: Language) => Explained;
};
