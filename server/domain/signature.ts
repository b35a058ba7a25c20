import { createHash } from 'node:crypto';
import { canonicalJson } from './events.ts';

/** What a decision says: enough to check later that this person decided this, on this content, at that time. */
export type Signature = {
  readonly taskId: string;
  readonly element: string;
  readonly round: number;
  readonly outcome: string;
  readonly accountId: string;
  readonly actingAs: string;
  /** The person whose deputy signs. */
  readonly actingFor?: string;
  readonly revision: number;
  /** Salted hash of form version, answers, opinion, basis and list. */
  readonly contentHash: string;
  readonly decidedAt: string;
};

/** SHA-256 (hex) over the canonical JSON of the signature. */
export function payloadHash(signature: Signature): string {
  return createHash('sha256')
    .update(canonicalJson({ ...signature }))
    .digest('hex');
}
