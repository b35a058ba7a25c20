import { rows, run } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { NoticeChannel } from '#server/domain/notices.ts';

/** A message that this server alone may begin until the lease ends. */
export type Claimed = {
  readonly id: string;
  readonly accountId: string;
  readonly channel: NoticeChannel;
  readonly key: string;
  /** With this try. */
  readonly attempts: number;
};

export type Settled =
  | { readonly state: 'sent' | 'dropped' | 'given_up' | 'unclear'; readonly result: string }
  | { readonly state: 'pending'; readonly result: string; readonly dueAt: Date };

/** Longer than a batch takes to be begun; what a killed server held is free again after it. */
const LEASE_MS = 120_000;

/** What is due by these ways, the oldest first. */
export function claimDue(db: Db, channels: readonly NoticeChannel[], limit: number): Promise<Claimed[]> {
  const now = db.now();
  return rows<Claimed>(
    db.orm.em.fork(),
    `with free as (
       select id from notice_message
       where state = 'pending' and begun_at is null and due_at <= ?::timestamptz and channel = any (?::text[])
         and (leased_until is null or leased_until < ?::timestamptz)
       order by due_at, id limit ? for update skip locked)
     update notice_message m set leased_until = ?::timestamptz, attempts = m.attempts + 1 from free where m.id = free.id
     returning m.id, m.account_id as "accountId", m.channel, m.key, m.attempts`,
    [now, [...channels], now, limit, new Date(now.getTime() + LEASE_MS)],
  );
}

/**
 * Says that the first byte is about to leave; false when it is not ours any more. A message that was begun is sent no
 * second time under its id, whatever happens to this server between here and `settle`.
 */
export async function begin(db: Db, { id, attempts }: Claimed): Promise<boolean> {
  const now = db.now();
  const begun = await run(
    db.orm.em.fork(),
    `update notice_message set begun_at = ?, leased_until = ?
     where id = ? and state = 'pending' and begun_at is null and attempts = ? and leased_until >= ?`,
    [now, new Date(now.getTime() + LEASE_MS), id, attempts, now],
  );
  return begun === 1;
}

/** Ends the lease with what became of it. What turned out late is put right too: the truth is better than `unclear`. */
export async function settle(db: Db, { id, attempts }: Claimed, settled: Settled): Promise<void> {
  const pending = settled.state === 'pending';
  await run(
    db.orm.em.fork(),
    `update notice_message set state = ?, result = ?, begun_at = null, leased_until = null,
       due_at = coalesce(?::timestamptz, due_at), settled_at = ?::timestamptz
     where id = ? and attempts = ? and state in ('pending', 'unclear')`,
    [settled.state, settled.result, pending ? settled.dueAt : null, pending ? null : db.now(), id, attempts],
  );
}

/** Begun by a server that was killed before it could say how it ended: nobody knows, so nobody sends it again by himself. */
export function leaveUnclear(db: Db): Promise<number> {
  const now = db.now();
  return run(
    db.orm.em.fork(),
    `update notice_message set state = 'unclear', result = 'interrupted', leased_until = null, settled_at = ?
     where state = 'pending' and begun_at is not null and leased_until < ?`,
    [now, now],
  );
}

/** How a way out fares, for the operators' page. */
export async function noteChannel(db: Db, channel: NoticeChannel, failure: string | null): Promise<void> {
  const [column, text] = failure === null ? ['sent_at', ''] : ['failed_at', failure];
  await run(db.orm.em.fork(), `update notice_channel set ${column} = ?, failure = ? where channel = ?`, [db.now(), text, channel]);
}
