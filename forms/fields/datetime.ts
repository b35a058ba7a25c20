import type { InputOf } from '../document.ts';
import { accepted, nothing, refused, type Checked, type FieldContext, type FieldType } from './field-type.ts';

type DateField = InputOf<'datetime'>;

export const datetime: FieldType<DateField> = {
  verb: 'choose',
  empty: () => '',
  fromForm: ([value]) => value,
  check: checkDate,
  example: (field, { today }, pick) => {
    const { earliest, latest } = dateLimits(field, today);
    const from = field.properties?.example ? dayFrom(field.properties.example, today) : (earliest ?? latest ?? today);
    const span = latest ? Math.max(1, daysBetween(from, latest) + 1) : 1;
    const day = addDays(from, pick(Math.min(span, 30)));
    return field.subtype === 'date' ? day : `${day}T10:00`;
  },
};

/** The first and the last day that the field takes, ISO; undefined when it does not matter. */
export function dateLimits(field: DateField, today: string): { earliest: string | undefined; latest: string | undefined } {
  const { earliest, latest } = field.properties ?? {};
  return {
    earliest: earliest === undefined ? undefined : dayFrom(earliest, today),
    latest: latest === undefined ? undefined : dayFrom(latest, today),
  };
}

function checkDate(raw: unknown, field: DateField, { today }: FieldContext): Checked {
  if (raw === undefined || raw === null || raw === '') return nothing;
  const match = typeof raw === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d)?$/.exec(raw.trim()) : null;
  const day = match?.[1];
  const withTime = match?.[2] !== undefined;
  if (!match || !day || !isDay(day) || withTime !== (field.subtype === 'datetime')) return refused('not_a_date');
  const { earliest, latest } = dateLimits(field, today);
  if (earliest && day < earliest) return refused(earliest === today ? 'before_today' : 'date_too_early', { earliest });
  if (latest && day > latest) return refused(latest === today ? 'after_today' : 'date_too_late', { latest });
  return accepted(match[0]);
}

// 1900 to 2999: a year typed with two digits or a digit too many is a slip.
function isDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) && day >= '1900-01-01' && day < '3000-01-01';
}

function dayFrom(limit: string, today: string): string {
  return limit.startsWith('today') ? addDays(today, Number(limit.slice('today'.length) || 0)) : limit;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
