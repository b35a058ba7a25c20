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

/** The notices that the shipped days stand in. */
const NOTICES: Readonly<Record<string, string>> = {
  'national 2025': '国务院办公厅关于2025年部分节假日安排的通知',
  'national 2026': '国务院办公厅关于2026年部分节假日安排的通知',
  'city 2025': '拉萨市人民政府办公室 2025年藏历新年放假安排(2025-02-11)',
  'city 2026': '拉萨市人民政府办公室 2026年春节、藏历新年放假安排(2026-01-28)',
};

/** Time limits apply from the day on which 政务数据共享条例 came into force. */
const IN_FORCE = '2025-08-01';

export async function seedCalendar(em: EntityManager): Promise<void> {
  const { days } = calendar.parse(shippedData('calendar'));
  // One day may stand in the national notice and in the city's own: the city's counts.
  const byDay = new Map(days.toSorted((a, b) => Number(a.level === 'city') - Number(b.level === 'city')).map((day) => [day.date, day]));
  await insertRows(
    em,
    'calendar_day',
    [...byDay.values()].map(({ date, ...day }) => ({ day: date, ...day, source: NOTICES[`${day.level} ${date.slice(0, 4)}`] ?? '' })),
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

const legalBases = z.object({
  bases: z.array(z.object({ key: z.string(), law: z.string(), article: z.string(), label: z.string(), verdicts: z.array(z.string()) })),
});

/** The clauses that reviewers pick from. */
export async function seedLegalBases(em: EntityManager): Promise<void> {
  const { bases } = legalBases.parse(shippedData('legal-bases'));
  await insertRows(
    em,
    'legal_basis',
    bases.map((basis, index) => ({ ...basis, seq: index + 1 })),
  );
}
