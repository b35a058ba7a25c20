import type { Request } from 'express';

/** Where people have the product: as configured, else as this request came in. */
export function siteOf({ publicUrl }: { readonly publicUrl: string | null }, request: Request): string {
  return publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
}
