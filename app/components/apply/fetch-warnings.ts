import type { WarningCode } from '#server/domain/share-application.ts';

const CODES: readonly string[] = [
  'outside_purpose',
  'verify_would_do',
  'already_granted',
  'high_level',
  'doubted',
  'not_shared',
  'method_not_offered',
] satisfies readonly WarningCode[];

export type KnownWarning = { path: string; code: WarningCode };

/** Null when the server could not be asked: warnings help, and nobody is kept from writing without them. */
export async function fetchWarnings(address: string): Promise<KnownWarning[] | null> {
  try {
    const response = await fetch(address, { headers: { Accept: 'application/json' } });
    if (!response.ok) return null;
    const body: unknown = await response.json();
    const warnings: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'warnings') : null;
    return Array.isArray(warnings) ? warnings.filter(isKnown).map(({ path, code }) => ({ path, code })) : null;
  } catch {
    return null;
  }
}

function isKnown(warning: unknown): warning is KnownWarning {
  if (typeof warning !== 'object' || warning === null || !('path' in warning) || !('code' in warning)) return false;
  return typeof warning.path === 'string' && typeof warning.code === 'string' && CODES.includes(warning.code);
}
