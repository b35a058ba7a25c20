import { endSession } from '#server/auth/session.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/** Ends the session of this token at once; a token that is unknown or ended already is no error. */
export async function signOut(db: Db, token: string): Promise<void> {
  await transact(db, (tx) => endSession(tx, token));
}
