import type { IncomingMessage } from 'node:http';

export const JSON_LIMIT = 1024 * 1024;
const DEPTH_LIMIT = 32;

/** The whole body, or null when it is longer than `limit`: the rest is not read. Throws when the sender goes away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export type ReadJson = { ok: true; value: unknown } | { ok: false };

/** UTF-8 JSON. Refuses what PostgreSQL could not store as text, and nesting that no request of ours has. */
export function readJson(bytes: Buffer): ReadJson {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isStorable(value) ? { ok: true, value } : { ok: false };
  } catch {
    return { ok: false };
  }
}

/** No NUL and no half of a surrogate pair in any text or key, and no deeper than `DEPTH_LIMIT`. */
export function isStorable(value: unknown): boolean {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next.value === 'string' && !isStorableText(next.value)) return false;
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth === DEPTH_LIMIT) return false;
    for (const [key, inner] of Object.entries(next.value)) {
      if (!isStorableText(key)) return false;
      open.push({ value: inner, depth: next.depth + 1 });
    }
  }
  return true;
}

export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
