import type { EntityManager } from '@mikro-orm/postgresql';
import type { KnownDay } from '#server/domain/calendar-import.ts';
import { rows } from './orm.ts';

/** Every day that was entered, with the word it rests on. */
export function loadKnownDays(em: EntityManager): Promise<KnownDay[]> {
  return rows<KnownDay>(em, `select to_char(day, 'YYYY-MM-DD') as date, off, name, source from calendar_day`);
}
