import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { digestHours, isMailAddress, settled } from '#server/domain/notices.ts';
import type { NoticeSettings } from '#server/domain/notices.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { FieldRefusal, Refusal } from '#server/domain/refusal.ts';

/**
 * A person says how they want to be told; it counts for what comes from now on. What the law has them told stays in the
 * product whatever they choose. The mail address is their own word: only number, title and what to do are sent there.
 */
export async function setNoticeSettings(db: Db, actor: Actor, input: NoticeSettings): Promise<{ readonly saved: true } | Refusal> {
  const email = input.email.trim();
  const fields: Record<string, FieldRefusal> = {
    ...(email === '' || isMailAddress(email) ? {} : { email: { code: 'not_a_mail_address' } }),
    ...(digestHours(db.reference.calendar).includes(input.digestAt) ? {} : { digestAt: { code: 'not_an_office_hour' } }),
  };
  if (Object.keys(fields).length > 0) return refuse('invalid', { fields });
  return transact(db, async (tx) => {
    await run(tx.em, 'update account set email = ?, language = ? where id = ?', [
      email === '' ? null : email,
      input.language,
      actor.accountId,
    ]);
    await run(
      tx.em,
      `insert into notice_setting (account_id, quiet, digest_at, choices) values (?, ?, ?, ?::jsonb)
       on conflict (account_id) do update set quiet = excluded.quiet, digest_at = excluded.digest_at, choices = excluded.choices`,
      [actor.accountId, input.quiet, input.digestAt, JSON.stringify(settled(input.choices))],
    );
    return { saved: true };
  });
}
