import { createHash, randomUUID } from 'node:crypto';
import { rows, run } from '#server/db/orm.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { isRefusal, refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { Answer } from './problem.ts';

/** A request that carries an Idempotency-Key. `bodyHash` stands for all that the sender chose. */
export type Repeatable = { readonly accountId: string; readonly key: string; readonly call: string; readonly bodyHash: string };

export type Once =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'in_progress' };

/** After this time the one that held the key is taken for dead; should it still commit, the claim stops it. */
const CLAIM_SECONDS = 10;
const KEPT_MS = 24 * 3_600_000;

class ClaimLost extends Error {
  override name = 'ClaimLost';
}

export function isIdempotencyKey(text: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(text);
}

export function hashOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(String(part.length)).update(':').update(part);
  return hash.digest('hex');
}

/**
 * Does it once for each key and account: a repetition within 24 hours gets the first answer, whatever became of the
 * connection. The answer is written in the command's own transaction, so a crash leaves both or neither; the claim
 * before it keeps two at once apart. `refused` shows a refusal that is repeated too; null: a refusal frees the key.
 */
export async function once(
  db: Db,
  request: Repeatable,
  act: (db: Db) => Promise<unknown>,
  show: (result: unknown) => Answer,
  refused: ((refusal: Refusal) => Answer) | null,
): Promise<Once> {
  const claim = randomUUID();
  const found = await claimKey(db, request, claim);
  if (found !== null) return found;

  let written = false;
  async function beforeCommit(tx: Tx, result: unknown): Promise<void> {
    written = await keep(tx.em, request, claim, show(result));
    if (!written) throw new ClaimLost('another request has taken over this key');
  }
  try {
    const result = await act({ ...db, beforeCommit });
    if (!isRefusal(result)) {
      // A command that found nothing to change has no transaction of its own.
      if (!written) await keep(db.orm.em.fork(), request, claim, show(result));
      return { kind: 'answered', answer: show(result) };
    }
    if (refused === null || isPassing(result)) await release(db, request, claim);
    else await keep(db.orm.em.fork(), request, claim, refused(result));
    return { kind: 'refused', refusal: result };
  } catch (error) {
    if (error instanceof ClaimLost) return { kind: 'in_progress' };
    await release(db, request, claim).catch(() => undefined);
    throw error;
  }
}

type Kept = { call: string; bodyHash: string; status: number | null; response: Pick<Answer, 'body' | 'headers'> | null };

/** Null when the key is ours now. */
async function claimKey(db: Db, request: Repeatable, claim: string): Promise<Once | null> {
  const em = db.orm.em.fork();
  const at = db.now();
  const until = new Date(at.getTime() + CLAIM_SECONDS * 1000);
  const [taken] = await rows(
    em,
    `insert into idempotency_key as k (account_id, key, call, body_hash, claim, claimed_until, created_at) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (account_id, key) do update set call = excluded.call, body_hash = excluded.body_hash, claim = excluded.claim,
       claimed_until = excluded.claimed_until, status = null, response = null, created_at = excluded.created_at
     where k.created_at < ? or (k.status is null and k.claimed_until < ? and k.call = excluded.call and k.body_hash = excluded.body_hash)
     returning key`,
    [request.accountId, request.key, request.call, request.bodyHash, claim, until, at, new Date(at.getTime() - KEPT_MS), at],
  );
  if (taken) return null;
  const [kept] = await rows<Kept>(
    em,
    'select call, body_hash as "bodyHash", status, response from idempotency_key where account_id = ? and key = ?',
    [request.accountId, request.key],
  );
  if (!kept) return { kind: 'in_progress' };
  if (kept.call !== request.call || kept.bodyHash !== request.bodyHash) {
    return { kind: 'refused', refusal: refuse('invalid', { reason: 'request.idempotency_reused' }) };
  }
  if (kept.status === null || kept.response === null) return { kind: 'in_progress' };
  return {
    kind: 'answered',
    answer: { status: kept.status, body: kept.response.body, headers: { ...kept.response.headers, 'Idempotent-Replayed': 'true' } },
  };
}

/** False when somebody else holds the claim by now. */
async function keep(em: Tx['em'], request: Repeatable, claim: string, answer: Answer): Promise<boolean> {
  const kept = await run(em, 'update idempotency_key set status = ?, response = ?::jsonb where account_id = ? and key = ? and claim = ?', [
    answer.status,
    JSON.stringify({ body: answer.body, headers: answer.headers ?? {} }),
    request.accountId,
    request.key,
    claim,
  ]);
  return kept > 0;
}

async function release(db: Db, request: Repeatable, claim: string): Promise<void> {
  await run(db.orm.em.fork(), 'delete from idempotency_key where account_id = ? and key = ? and claim = ? and status is null', [
    request.accountId,
    request.key,
    claim,
  ]);
}

/** What may be otherwise a moment later is not kept. */
function isPassing(refusal: Refusal): boolean {
  return refusal.code === 'too_many_requests' || refusal.code === 'unauthenticated';
}

/** Removes what is older than the promise. Returns how many. */
export async function forgetAnswers(db: Db): Promise<number> {
  return run(db.orm.em.fork(), 'delete from idempotency_key where created_at < ?', [new Date(db.now().getTime() - KEPT_MS)]);
}
