import { tokenHash } from '#server/auth/token.ts';
import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/** Ends the session of this token at once; a token that is unknown or ended already is no error. */
export async function signOut(db: Db, token: string): Promise<void> {
  await transact(db, (tx) =>
    run(tx.em, 'update session set revoked_at = ? where token_hash = ? and revoked_at is null', [tx.at, tokenHash(token)]),
  );
}
