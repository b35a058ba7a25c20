import { passwordMatches, PASSWORD_MAX } from '#server/auth/password.ts';
import { currentActor, endSession, openSession } from '#server/auth/session.ts';
import type { AccessTerms, OpenedSession, SessionKind } from '#server/auth/session.ts';
import type { Brake } from '#server/auth/brake.ts';
import { Account } from '#server/db/entities/account.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type SignInInput = {
  readonly username: string;
  readonly password: string;
  readonly kind: SessionKind;
  /** Where the request comes from, for the brake. */
  readonly address: string;
  /** The browser's former session, which ends with this sign-in. */
  readonly replaces?: string | undefined;
};

export type Entrance = { readonly brake: Brake; readonly terms: AccessTerms };

/**
 * Opens a session. One answer for a wrong name, a wrong password, a closed account and, in production, a demo account;
 * `too_many_requests` with the seconds to wait after too many wrong tries.
 */
export async function signIn(db: Db, entrance: Entrance, input: SignInInput): Promise<(OpenedSession & { actor: Actor }) | Refusal> {
  const { brake, terms } = entrance;
  const username = input.username.normalize('NFKC').trim();
  const retryAfter = await brake.press(username, input.address);
  if (retryAfter !== null)
    return refuse('too_many_requests', { reason: 'sign_in.too_many', values: { minutes: Math.ceil(retryAfter / 60) }, retryAfter });
  if (input.password.length > PASSWORD_MAX) return wrong();

  const account = await db.orm.em.fork().findOne(Account, { username });
  const allowed = account !== null && account.active && (terms.demoAllowed || !account.demo);
  const matches = await passwordMatches(allowed ? account.passwordHash : null, input.password);
  if (!allowed || !matches) return wrong();

  const session = await transact(db, async (tx) => {
    if (input.replaces !== undefined) await endSession(tx, input.replaces);
    return openSession(tx, account.id, input.kind, terms);
  });
  await brake.release(username, input.address);
  const actor = await currentActor(db, session.token, terms);
  if (actor === null) throw new Error('the session just opened is not there');
  return { ...session, actor };
}

function wrong(): Refusal {
  return refuse('unauthenticated', { reason: 'sign_in.wrong' });
}
