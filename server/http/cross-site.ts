import type { IncomingMessage } from 'node:http';

/**
 * Whether a request that changes something comes from one of our own pages. Browsers send Sec-Fetch-Site or Origin
 * with every such request; one that sends neither is no browser, and a program has no business with a cookie.
 * `host` is what people reach us by, for proxies that rewrite it.
 */
export function isFromOurPages(request: Pick<IncomingMessage, 'headers'>, publicUrl: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (publicUrl !== null) return new URL(origin).origin === publicUrl;
  return new URL(origin).host === request.headers.host;
}

export function isSafeMethod(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}
