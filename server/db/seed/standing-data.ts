import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { insertRows } from './insert-rows.ts';
import { shippedData } from './shipped-data.ts';

const calendar = z.object({
  days: z.array(z.object({ date: z.iso.date(), off: z.boolean(), name: z.string(), level: z.enum(['national', 'city']) })),
});

const deadlines = z.object({
  deadlines: z.array(
    z.object({
      key: z.string(),
      amount: z.int(),
      unit: z.string(),
      extensionMax: z.int().nullable(),
      basis: z.string(),
      status: z.string(),
      note: z.string(),
    }),
  ),
});

/** Time limits apply from the day on which 政务数据共享条例 came into force. */
const IN_FORCE = '2025-08-01';

export async function seedCalendar(em: EntityManager): Promise<void> {
  const { days } = calendar.parse(shippedData('calendar'));
  // One day may stand in the national notice and in the city's own: the city's counts.
  const byDay = new Map(days.toSorted((a, b) => Number(a.level === 'city') - Number(b.level === 'city')).map((day) => [day.date, day]));
  await insertRows(
    em,
    'calendar_day',
    [...byDay.values()].map(({ date, ...day }) => ({ day: date, ...day })),
  );
}

export async function seedDeadlines(em: EntityManager): Promise<void> {
  const parsed = deadlines.parse(shippedData('deadlines'));
  await insertRows(
    em,
    'deadline',
    parsed.deadlines.map(({ extensionMax, ...deadline }) => ({
      ...deadline,
      extension_max: extensionMax,
      effective_from: IN_FORCE,
    })),
  );
}
