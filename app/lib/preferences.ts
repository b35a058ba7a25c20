import { acceptedLanguage, isLanguage, type Language } from './language.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const YEAR_SECONDS = 365 * 24 * 3600;

export function isTheme(value: unknown): value is Theme {
  return value === 'system' || value === 'light' || value === 'dark';
}

/** The person's own choice first, then what the browser asks for. */
export function languageOf(request: Request): Language {
  const chosen = cookieOf(request, 'language');
  return isLanguage(chosen) ? chosen : acceptedLanguage(request.headers.get('Accept-Language'));
}

export function themeOf(request: Request): Theme {
  const chosen = cookieOf(request, 'theme');
  return isTheme(chosen) ? chosen : 'system';
}

/** Neither secret nor tied to a person: plain cookies, readable by nobody but this site. */
export function preferenceCookie(name: 'language' | 'theme', value: string): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly`;
}

export function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.get('Cookie') ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return decodeURIComponent(value.join('='));
  }
  return null;
}

/** Only addresses of this site: a foreign one in a link must not carry people away after signing in. */
export function localPath(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return fallback;
  return value;
}
