import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { NOTICE_CHANNELS } from '#server/domain/notices.ts';
import type { NoticeChannel } from '#server/domain/notices.ts';

/** Says by which ways this installation sends notices; what waits for a way that is gone waits until it is back. */
export async function noteChannels(db: Db, active: readonly NoticeChannel[]): Promise<void> {
  await transact(db, async (tx) => {
    for (const channel of NOTICE_CHANNELS)
      await run(tx.em, 'update notice_channel set active = ? where channel = ?', [active.includes(channel), channel]);
  });
}
