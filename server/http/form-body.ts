import type { IncomingMessage } from 'node:http';
import { sameSecret } from '#server/auth/token.ts';
import { isIdempotencyKey } from './once.ts';
import { isStorableText, JSON_LIMIT, readBody } from './body.ts';

type ReadForm = { problem: 'tooLarge' | 'badRequest' | 'crossSite' } | { problem: null; bytes: Buffer; onceKey: string | null };

/** Around the files of a multipart form there are its other fields. */
const FRAME = JSON_LIMIT;

/**
 * The body of a page's post, whole: forms are small, and whether one comes from our own page has to be known before
 * anything reads it. `csrf` is the token of the session, '' when there is none: then nothing can be done in anyone's
 * name, and the token of a page that has expired is not asked about.
 */
export async function readForm(request: IncomingMessage, maxFileBytes: number, csrf: string): Promise<ReadForm> {
  const type = request.headers['content-type'] ?? '';
  const multipart = /^multipart\/form-data *;/i.test(type);
  const plain = /^application\/x-www-form-urlencoded *(;|$)/i.test(type);
  const bytes = await readBody(request, multipart ? maxFileBytes + FRAME : FRAME);
  if (bytes === null) return { problem: 'tooLarge' };
  if (!multipart && !plain) return withToken(bytes, request.headers['x-csrf-token'], csrf, bytes.length === 0 || isJson(type), null);
  const fields = await fieldsOf(bytes, type);
  if (fields === null) return { problem: 'badRequest' };
  const onceKey = fields.get('once');
  const key = typeof onceKey === 'string' && isIdempotencyKey(onceKey) ? onceKey : null;
  return withToken(bytes, request.headers['x-csrf-token'] ?? fields.get('csrf'), csrf, areStorable(fields), key);
}

function withToken(bytes: Buffer, given: unknown, csrf: string, readable: boolean, onceKey: string | null): ReadForm {
  if (!readable) return { problem: 'badRequest' };
  if (csrf !== '' && (typeof given !== 'string' || !sameSecret(given, csrf))) return { problem: 'crossSite' };
  return { problem: null, bytes, onceKey };
}

function isJson(type: string): boolean {
  return /^application\/json *(;|$)/i.test(type);
}

async function fieldsOf(bytes: Buffer, type: string): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': type } }).formData();
  } catch {
    return null;
  }
}

function areStorable(fields: FormData): boolean {
  for (const [name, value] of fields) {
    if (!isStorableText(name) || !isStorableText(typeof value === 'string' ? value : value.name)) return false;
  }
  return true;
}
