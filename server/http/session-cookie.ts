import type { IncomingMessage } from 'node:http';

/** `__Host-`: the browser itself refuses the cookie from another host, path, or an unencrypted page. */
function cookieName(secure: boolean): string {
  return secure ? '__Host-gongkai' : 'gongkai';
}

/** For Set-Cookie. It lives until the session's absolute end; the server ends it earlier when it is idle. */
export function sessionCookie(token: string, expiresAt: Date, secure: boolean): string {
  return `${cookieName(secure)}=${token}; Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function endedCookie(secure: boolean): string {
  return `${cookieName(secure)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export function cookieToken(request: Pick<IncomingMessage, 'headers'>, secure: boolean): string | null {
  const name = cookieName(secure);
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at !== -1 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || null;
  }
  return null;
}

export function bearerToken(request: Pick<IncomingMessage, 'headers'>): string | null {
  return /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
