/** All times of the product are the city's: China has one zone, UTC+8, and no summer time. */
const CITY_OFFSET_MS = 8 * 3_600_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type CityTime = { year: number; month: number; day: number; hour: number; minute: number };

/** Computed by hand and not through Intl, so that server and browser always write the same characters. */
export function cityTime(iso: string): CityTime {
  const shifted = new Date(instant(iso) + CITY_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

/** Days (`2026-11-23`) and times of forms (`2026-11-23T10:30`) carry no zone: they are the city's already. */
function instant(iso: string): number {
  const bare = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.exec(iso);
  if (!bare) return Date.parse(iso);
  return Date.parse(`${bare[1] === undefined ? `${iso}T00:00` : iso}+08:00`);
}

/** `2026-11-23` in the city's time, for `<time dateTime>` and date inputs. */
export function isoDay(iso: string): string {
  const t = cityTime(iso);
  return `${t.year}-${pad(t.month)}-${pad(t.day)}`;
}

export function clockTime(iso: string): string {
  const t = cityTime(iso);
  return `${pad(t.hour)}:${pad(t.minute)}`;
}

type Distance = { key: 'now' | 'minutes' | 'hours' | 'days'; count: number; past: boolean };

/** How far `iso` is from `now`, in the largest whole unit; days are calendar days of the city. */
export function distance(iso: string, now: string): Distance {
  const difference = instant(iso) - instant(now);
  const past = difference < 0;
  const size = Math.abs(difference);
  if (size < MINUTE) return { key: 'now', count: 0, past };
  if (size < HOUR) return { key: 'minutes', count: Math.floor(size / MINUTE), past };
  const days = Math.abs(dayNumber(iso) - dayNumber(now));
  if (days === 0) return { key: 'hours', count: Math.floor(size / HOUR), past };
  return { key: 'days', count: days, past };
}

function dayNumber(iso: string): number {
  return Math.floor((instant(iso) + CITY_OFFSET_MS) / DAY);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
