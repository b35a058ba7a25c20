import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { NoticeChannel } from '#server/domain/notices.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type ChannelHealth = {
  readonly channel: NoticeChannel;
  /** False: not configured, so nothing is sent this way. */
  readonly active: boolean;
  /** Due and not sent yet. */
  readonly waiting: number;
  readonly sentAt: string | null;
  /** The last fault, as long as nothing was sent since; '' for none. */
  readonly failure: string;
};

/** `given_up`: tried in vain for the last time. `unclear`: perhaps sent; only a person may have it sent again. */
export type NoticeTrouble = {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly state: 'given_up' | 'unclear';
  /** Whom it was for. */
  readonly name: string;
  readonly result: string;
  readonly attempts: number;
  readonly since: string;
};

export type NoticeHealth = { readonly channels: readonly ChannelHealth[]; readonly trouble: readonly NoticeTrouble[] };

const MOST = 100;

/** For the operators: how each way out fares, and every message that needs a person. */
export async function noticeHealth(db: Db, actor: Actor): Promise<NoticeHealth | Refusal> {
  if (!may(actor, 'read', 'Operations', {})) return refuse('forbidden', { reason: 'may_not_operate' });
  const em = db.orm.em.fork();
  const channels = await rows<Omit<ChannelHealth, 'sentAt'> & { sentAt: Date | null }>(
    em,
    `select c.channel, c.active, c.failure, c.sent_at as "sentAt",
       (select count(*)::int from notice_message m where m.channel = c.channel and m.state = 'pending' and m.due_at <= ?) as waiting
     from notice_channel c order by c.channel`,
    [db.now()],
  );
  const trouble = await rows<Omit<NoticeTrouble, 'since'> & { since: Date }>(
    em,
    `select m.id, m.channel, m.state, a.display_name as name, m.result, m.attempts, m.settled_at as since
     from notice_message m join account a on a.id = m.account_id where m.state in ('given_up', 'unclear') order by m.settled_at desc limit ${MOST}`,
  );
  return {
    channels: channels.map((row) => ({ ...row, sentAt: row.sentAt?.toISOString() ?? null })),
    trouble: trouble.map((row) => ({ ...row, since: row.since.toISOString() })),
  };
}
