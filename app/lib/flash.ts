import { cookieOf } from './preferences.ts';

const FLASHES = [
  'filed',
  'basketPut',
  'basketLeft',
  'basketFiled',
  'withdrawn',
  'extension',
  'operation',
  'draftRemoved',
  'retried',
  'calendar',
  'appointed',
  'appointmentEnded',
  'deputySet',
  'deputyEnded',
  'handedOver',
  'phraseAdded',
  'phraseRemoved',
  'imported',
  'noticeSettings',
  'signed',
] as const;
type FlashKey = (typeof FLASHES)[number];
export type Flash = { key: FlashKey; name: string };

const COOKIE = 'flash';
const LIFE_SECONDS = 30;

/** What the next page should say was done, once. `name` is what it was done to, and no secret. */
export function flashCookie(key: FlashKey, name = ''): string {
  return `${COOKIE}=${encodeURIComponent(`${key}:${name}`)}; Path=/; Max-Age=${LIFE_SECONDS}; SameSite=Lax; HttpOnly`;
}

export function flashOf(request: Request): Flash | null {
  const [key = '', ...name] = (cookieOf(request, COOKIE) ?? '').split(':');
  const known = FLASHES.find((flash) => flash === key);
  return known === undefined ? null : { key: known, name: name.join(':') };
}

export const ENDED_FLASH = `${COOKIE}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly`;
