import { isGroup } from '#server/domain/actor.ts';
import type { Actor, Principal } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { withPrincipals } from '#server/domain/deputies.ts';
import { rows, run } from '#server/db/orm.ts';
import { Session } from '#server/db/entities/session.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { isToken, newToken, tokenHash } from './token.ts';

export type SessionKind = 'browser' | 'api';

/** What holds for every session of this server. */
export type AccessTerms = {
  /** Milliseconds without a request after which it ends. */
  readonly idleMs: number;
  /** Milliseconds after sign-in at which it ends, however busy. */
  readonly absoluteMs: number;
  /** Production refuses demo accounts, also those that signed in before the switch. */
  readonly demoAllowed: boolean;
};

export type OpenedSession = { readonly token: string; readonly expiresAt: Date };
export type SignedIn = { readonly sessionId: string; readonly kind: SessionKind; readonly expiresAt: Date; readonly actor: Actor };

/** Being seen is written at most this often: a row write for every request would cost more than it tells. */
const SEEN_EVERY_MS = 60_000;

export async function openSession(tx: Tx, accountId: string, kind: SessionKind, terms: AccessTerms): Promise<OpenedSession> {
  const token = newToken();
  const expiresAt = new Date(tx.at.getTime() + terms.absoluteMs);
  tx.em.create(Session, {
    id: tx.newId(),
    tokenHash: tokenHash(token),
    accountId,
    kind,
    createdAt: tx.at,
    seenAt: tx.at,
    expiresAt,
    revokedAt: null,
  });
  await tx.em.flush();
  return { token, expiresAt };
}

/** What the session holds open, as a stream of events, ends with it. */
export async function endSession(tx: Tx, token: string): Promise<void> {
  const ended = await rows<{ accountId: string }>(
    tx.em,
    'update session set revoked_at = ? where token_hash = ? and revoked_at is null returning account_id as "accountId"',
    [tx.at, tokenHash(token)],
  );
  for (const { accountId } of ended) tx.announce({ kind: 'session.ended', accountId });
}

type SessionRow = {
  sessionId: string;
  kind: SessionKind;
  seenAt: Date;
  expiresAt: Date;
  accountId: string;
  name: string;
  organisationId: string;
  organisationName: string;
  groups: string[];
  principals: (Omit<Principal, 'groups'> & { groups: string[] })[];
};

/** Whom account `a` stands in for on a day, with the principal's own posts in the department of the record. */
const PRINCIPALS = `
  select coalesce(json_agg(json_build_object('accountId', q.id, 'name', q.display_name,
    'groups', array(select p.organisation_id || ':' || p.role from appointment p where p.account_id = q.id and p.organisation_id = d.organisation_id
      and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date) order by 1),
    'organisations', array(select q.organisation_id union select p.organisation_id from appointment p where p.account_id = q.id
      and (p.valid_to is null or p.valid_to >= ?::date))) order by d.given_at, d.id), '[]')
  from deputy d join account q on q.id = d.principal_id
  where d.deputy_id = a.id and d.ended_at is null and ?::date between d.valid_from and d.valid_to and q.active`;

/** Whether a look at a session is somebody's act, or only a page that is left open. */
export type Watching = 'acting' | 'watching';

/**
 * Who holds this token, with the appointments and deputy records in force today; null for a token that is unknown, ended, idle for too
 * long or of an account that may not sign in. Nothing is remembered between calls: a role taken away is gone at once.
 */
export async function currentSession(db: Db, token: string, terms: AccessTerms, how: Watching = 'acting'): Promise<SignedIn | null> {
  if (!isToken(token)) return null;
  const at = db.now();
  const today = dayOf(at);
  const em = db.orm.em.fork();
  const [row] = await rows<SessionRow>(
    em,
    `select s.id as "sessionId", s.kind, s.seen_at as "seenAt", s.expires_at as "expiresAt",
       a.id as "accountId", a.display_name as name, a.organisation_id as "organisationId", o.name as "organisationName",
       array(select p.organisation_id || ':' || p.role from appointment p where p.account_id = a.id
         and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date) order by 1) as groups,
       (${PRINCIPALS}) as principals
     from session s join account a on a.id = s.account_id join organisation o on o.id = a.organisation_id
     where s.token_hash = ? and s.revoked_at is null and s.expires_at > ? and s.seen_at > ?
       and a.active and (? or not a.demo)`,
    [today, today, today, today, today, today, tokenHash(token), at, new Date(at.getTime() - terms.idleMs), terms.demoAllowed],
  );
  if (!row) return null;
  if (how === 'acting' && at.getTime() - row.seenAt.getTime() > SEEN_EVERY_MS) {
    await run(em, 'update session set seen_at = ? where id = ? and seen_at < ?', [at, row.sessionId, at]);
  }
  const { sessionId, kind, expiresAt, groups, principals, accountId, name, organisationId, organisationName } = row;
  const own = { accountId, name, organisationId, organisationName, groups: groups.filter(isGroup) };
  const actor = withPrincipals(
    own,
    principals.map((principal) => ({ ...principal, groups: principal.groups.filter(isGroup) })),
  );
  return { sessionId, kind, expiresAt, actor };
}

export async function currentActor(db: Db, token: string, terms: AccessTerms): Promise<Actor | null> {
  return (await currentSession(db, token, terms))?.actor ?? null;
}

/** Sessions that ended more than a day ago serve nobody. Returns how many were removed. */
export async function forgetEndedSessions(db: Db): Promise<number> {
  const dayAgo = new Date(db.now().getTime() - 24 * 3_600_000);
  return run(db.orm.em.fork(), 'delete from session where expires_at < ? or revoked_at < ?', [dayAgo, dayAgo]);
}
