import { readFileSync } from 'node:fs';

/** How to trust the gateway: the certificates that may have signed its own (a PEM file), or null for those of the system. */
export type EngineTls = { readonly rootCerts: string | null };

/** The same for both ways to the gateway: calls, and the streams of jobs. */
export function securityOf(tls: EngineTls | null): { useTLS: boolean; customSSL?: { rootCerts: Buffer } } {
  if (tls === null) return { useTLS: false };
  return { useTLS: true, ...(tls.rootCerts === null ? {} : { customSSL: { rootCerts: readFileSync(tls.rootCerts) } }) };
}
