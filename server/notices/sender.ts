import type { Logger } from 'pino';
import type { Db } from '#server/db/transact.ts';
import { pauseAfter } from '#server/domain/notices.ts';
import { begin, claimDue, leaveUnclear, noteChannel, settle } from './claims.ts';
import type { Claimed, Settled } from './claims.ts';
import type { Courier, Posted } from './courier.ts';
import { letterOf } from './letter.ts';
import type { Post } from './letter.ts';

const BATCH = 20;

/**
 * Sends what is due, one after the other, by the ways that there are; returns how many were attended to. Of two servers
 * each takes its own. A message that fails is tried again after growing pauses, and given up after the last.
 */
export async function sendNotices(db: Db, couriers: readonly Courier[], post: Post, log: Pick<Logger, 'warn' | 'error'>): Promise<number> {
  if (couriers.length === 0) return 0;
  const left = await leaveUnclear(db);
  if (left > 0) log.error({ messages: left }, 'notices: begun and never settled, shown to the operators');
  let attended = 0;
  for (;;) {
    const claimed = await claimDue(
      db,
      couriers.map(({ channel }) => channel),
      BATCH,
    );
    for (const message of claimed) await send(db, couriers, post, log, message);
    attended += claimed.length;
    if (claimed.length < BATCH) return attended;
  }
}

async function send(
  db: Db,
  couriers: readonly Courier[],
  post: Post,
  log: Pick<Logger, 'warn' | 'error'>,
  message: Claimed,
): Promise<void> {
  const courier = couriers.find(({ channel }) => channel === message.channel);
  const letter = await letterOf(db, post, message);
  if (courier === undefined || letter === null) return settle(db, message, { state: 'dropped', result: 'nothing_left' });
  if (!(await begin(db, message))) return;
  const posted = await courier.post(letter);
  const settled = settledAfter(db, message, posted);
  await settle(db, message, settled);
  await noteChannel(db, message.channel, posted.end === 'taken' ? null : posted.why);
  // The fault's words may hold an address, so they stay in the database.
  if (settled.state !== 'sent')
    log.warn({ messageId: message.id, channel: message.channel, end: posted.end, state: settled.state }, 'notices: not sent');
}

function settledAfter(db: Db, { attempts }: Claimed, posted: Posted): Settled {
  switch (posted.end) {
    case 'taken':
      return { state: 'sent', result: '' };
    case 'refused':
      return { state: 'given_up', result: posted.why };
    case 'unclear':
      return { state: 'unclear', result: posted.why };
    case 'failed': {
      const pause = pauseAfter(attempts);
      if (pause === null) return { state: 'given_up', result: posted.why };
      return { state: 'pending', result: posted.why, dueAt: new Date(db.now().getTime() + pause) };
    }
    default:
      return posted satisfies never;
  }
}
