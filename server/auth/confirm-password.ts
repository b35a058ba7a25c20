import { Account } from '#server/db/entities/account.ts';
import type { Db } from '#server/db/transact.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { Brake } from './brake.ts';
import { PASSWORD_MAX, passwordMatches } from './password.ts';

export type Confirmation = { readonly accountId: string; readonly password: string; readonly address: string };

/** Whoever is signed in proves once more who they are; wrong tries count with those at the sign-in. Null when it is right. */
export async function confirmPassword(db: Db, brake: Brake, { accountId, password, address }: Confirmation): Promise<Refusal | null> {
  const account = await db.orm.em.fork().findOneOrFail(Account, { id: accountId });
  const retryAfter = await brake.press(account.username, address);
  if (retryAfter !== null)
    return refuse('too_many_requests', { reason: 'sign_in.too_many', values: { minutes: Math.ceil(retryAfter / 60) }, retryAfter });
  const matches = password.length <= PASSWORD_MAX && (await passwordMatches(account.passwordHash, password));
  if (!matches) return refuse('invalid', { fields: { password: { code: 'password_wrong' } } });
  await brake.release(account.username, address);
  return null;
}
