import { rows } from '#server/db/orm.ts';
import { readNoticeSettings } from '#server/db/notice-settings.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { DEMANDED, digestHours, NOTICE_KINDS } from '#server/domain/notices.ts';
import type { NoticeChannel, NoticeKind, NoticeSettings } from '#server/domain/notices.ts';

export type NoticeSettingsView = NoticeSettings & {
  readonly kinds: readonly NoticeKind[];
  /** Never switched off in the product: the law has the applicant told. */
  readonly demanded: readonly NoticeKind[];
  readonly digestHours: readonly string[];
  /** The ways that this installation has. */
  readonly channels: readonly NoticeChannel[];
};

/** How the person wants to be told, and what they may choose from. */
export async function noticeSettings(db: Db, actor: Actor): Promise<NoticeSettingsView> {
  const em = db.orm.em.fork();
  const { calendar } = db.reference;
  const channels = await rows<{ channel: NoticeChannel }>(em, 'select channel from notice_channel where active order by channel');
  return {
    ...(await readNoticeSettings(em, actor.accountId, calendar)),
    kinds: NOTICE_KINDS,
    demanded: DEMANDED,
    digestHours: digestHours(calendar),
    channels: channels.map(({ channel }) => channel),
  };
}
