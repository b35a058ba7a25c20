import type { Request } from 'express';
import { currentSession } from '#server/auth/session.ts';
import type { SignedIn } from '#server/auth/session.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { isFromOurPages, isSafeMethod } from './cross-site.ts';
import type { Services } from './services.ts';
import { bearerToken, cookieToken } from './session-cookie.ts';

export type Caller = { readonly session: SignedIn | null; readonly token: string };

export type Site = { readonly publicUrl: string | null; readonly secure: boolean };

/** Who calls, by bearer token or by the browser's cookie; a request with the cookie has to come from our own pages. */
export async function callerOf(services: Services, request: Request, site: Site): Promise<Caller | Refusal> {
  const bearer = bearerToken(request);
  const token = bearer ?? cookieToken(request, site.secure) ?? '';
  if (bearer === null && !isSafeMethod(request.method) && isForeign(request, token, site)) {
    return refuse('forbidden', { reason: 'request.cross_site' });
  }
  const session = await currentSession(services.db, token, services.entrance.terms);
  return { session, token };
}

/** Without a cookie a program calls, and nothing can be done in anyone's name; a page of another site is refused all the same. */
function isForeign(request: Request, token: string, site: Site): boolean {
  const fromBrowser = request.headers['sec-fetch-site'] !== undefined || request.headers.origin !== undefined;
  return (token !== '' || fromBrowser) && !isFromOurPages(request, site.publicUrl);
}
