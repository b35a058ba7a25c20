/**
 * What an answer of the engine means for the message that was sent (one line per gRPC code).
 * `delivered`: the engine has it. `gone`: what it was for is over in the engine. `back_off`: not taken, come back later.
 * `ambiguous`: it may have been taken; every message may be sent twice, so send it again. `permanent`: sending again
 * changes nothing, a person must look.
 */
export type CallOutcome = 'delivered' | 'gone' | 'back_off' | 'ambiguous' | 'permanent';

const BY_CODE: readonly { readonly name: string; readonly outcome: CallOutcome }[] = [
  { name: 'OK', outcome: 'delivered' },
  { name: 'CANCELLED', outcome: 'ambiguous' },
  { name: 'UNKNOWN', outcome: 'ambiguous' },
  { name: 'INVALID_ARGUMENT', outcome: 'permanent' },
  { name: 'DEADLINE_EXCEEDED', outcome: 'ambiguous' },
  { name: 'NOT_FOUND', outcome: 'gone' },
  { name: 'ALREADY_EXISTS', outcome: 'delivered' },
  { name: 'PERMISSION_DENIED', outcome: 'permanent' },
  { name: 'RESOURCE_EXHAUSTED', outcome: 'back_off' },
  // The job has failed and waits for its incident to be resolved.
  { name: 'FAILED_PRECONDITION', outcome: 'permanent' },
  { name: 'ABORTED', outcome: 'ambiguous' },
  { name: 'OUT_OF_RANGE', outcome: 'permanent' },
  { name: 'UNIMPLEMENTED', outcome: 'permanent' },
  { name: 'INTERNAL', outcome: 'ambiguous' },
  { name: 'UNAVAILABLE', outcome: 'ambiguous' },
  { name: 'DATA_LOSS', outcome: 'permanent' },
  // A wrong password in the configuration is mended there; until then everything waits.
  { name: 'UNAUTHENTICATED', outcome: 'back_off' },
];

export const CODE = { deadlineExceeded: 4, notFound: 5, alreadyExists: 6, unavailable: 14 } as const;

/** A call that the engine did not answer with success; `code` is gRPC's. */
export class EngineCallError extends Error {
  override name = 'EngineCallError';
  readonly code: number;
  readonly outcome: CallOutcome;
  constructor(call: string, code: number, details: string) {
    super(`${call}: ${BY_CODE[code]?.name ?? `code ${code}`}${details === '' ? '' : ` (${details.slice(0, 300)})`}`);
    this.code = code;
    this.outcome = BY_CODE[code]?.outcome ?? 'ambiguous';
  }
}

/** Anything thrown by the client library, as an EngineCallError; what has no gRPC code may or may not have been taken. */
export function callError(call: string, error: unknown): EngineCallError {
  if (error instanceof EngineCallError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number' ? error.code : 2;
  return new EngineCallError(call, code, message);
}

export function isAway(error: unknown): boolean {
  return error instanceof EngineCallError && error.code === CODE.unavailable;
}

export function isGone(error: unknown): boolean {
  return error instanceof EngineCallError && error.outcome === 'gone';
}
