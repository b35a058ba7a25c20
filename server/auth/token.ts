import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes; only its hash is stored, so a copy of the database opens no session. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The form token of a session: bound to it, and worthless for anything else. */
export function csrfToken(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('gongkai form').digest('base64url');
}

export function sameSecret(a: string, b: string): boolean {
  const [x, y] = [tokenHash(a), tokenHash(b)];
  return timingSafeEqual(x, y);
}
