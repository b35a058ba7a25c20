/**
 * An expected "no": returned, never thrown. Bugs and infrastructure throw.
 * The codes are the interface's error codes; texts stand in server/messages.
 */
export type RefusalCode =
  | 'invalid'
  | 'forbidden'
  | 'unauthenticated'
  | 'not_found'
  | 'already_decided'
  | 'stale_revision'
  | 'wrong_state'
  | 'too_large'
  | 'too_many_requests';

export type Refusal = {
  readonly refused: true;
  readonly code: RefusalCode;
  /** Why, as a key of the message catalogue (`refusal.<reason>`), with the values its text needs. */
  readonly reason?: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** For `invalid`: path of the answer -> message key with values. */
  readonly fields?: Readonly<Record<string, FieldRefusal>>;
  /** For `stale_revision`: what changed since the revision that was read. */
  readonly changes?: readonly Change[];
  /** For `too_many_requests`: seconds until another try makes sense. */
  readonly retryAfter?: number;
};

export type FieldRefusal = { readonly code: string; readonly params?: Readonly<Record<string, string | number>> };

export type Change = { readonly path: string; readonly label: string; readonly before: string; readonly after: string };

export function refuse(code: RefusalCode, details: Omit<Refusal, 'refused' | 'code'> = {}): Refusal {
  return { refused: true, code, ...details };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}
