import type { EntityManager } from '@mikro-orm/postgresql';
import { DEFAULT_QUIET, digestHours, readChoices } from '#server/domain/notices.ts';
import type { NoticeSettings } from '#server/domain/notices.ts';
import type { Calendar } from '#server/domain/calendar.ts';
import { rows } from './orm.ts';

type Row = { email: string | null; language: 'zh-CN' | 'en' | null; quiet: boolean | null; digestAt: string | null; choices: unknown };

/** How a person wants to be told; what they never chose is as by default. */
export async function readNoticeSettings(em: EntityManager, accountId: string, calendar: Calendar): Promise<NoticeSettings> {
  const [row] = await rows<Row>(
    em,
    `select a.email, a.language, s.quiet, s.digest_at as "digestAt", s.choices
     from account a left join notice_setting s on s.account_id = a.id where a.id = ?`,
    [accountId],
  );
  const hours = digestHours(calendar);
  const digestAt = hours.find((hour) => hour === row?.digestAt) ?? hours[0] ?? '09:30';
  return {
    email: row?.email ?? '',
    language: row?.language ?? 'zh-CN',
    quiet: row?.quiet ?? DEFAULT_QUIET,
    digestAt,
    choices: readChoices(row?.choices ?? {}),
  };
}
