import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '#server/config.ts';

/**
 * Strict headers for every answer. Scripts and style elements need this request's nonce; style attributes are
 * allowed, because server-rendered React writes them. Referrers stay within the site: `no-referrer` would make
 * browsers send `Origin: null` with forms, and the defence against foreign sites reads it.
 */
export function securityHeaders(config: Pick<Config, 'secure' | 'dev'>): RequestHandler {
  const reloading = config.dev ? ['ws:'] : [];
  const guard = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
        // In development Vite writes style elements of its own.
        styleSrc: config.dev ? ["'self'", "'unsafe-inline'"] : ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...reloading],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(config.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: config.secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    response.locals['nonce'] = randomBytes(16).toString('base64');
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
    guard(request, response, next);
  };
}

export function nonceOf(response: object): string {
  const locals: unknown = Reflect.get(response, 'locals');
  const nonce: unknown = typeof locals === 'object' && locals !== null ? Reflect.get(locals, 'nonce') : undefined;
  if (typeof nonce !== 'string') throw new Error('the security headers have to come first');
  return nonce;
}
