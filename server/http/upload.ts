import busboy from 'busboy';
import type { Request } from 'express';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { isStorableText } from './body.ts';

export type Upload = { readonly name: string; readonly bytes: Buffer };

/**
 * The one file of a multipart request. Reading stops at the first byte over the limit, at a second file and at
 * fields that nobody asked for; what the sender claims about the type is ignored.
 */
export async function readUpload(request: Request, maxBytes: number): Promise<Upload | Refusal | 'not_multipart'> {
  if (!/^multipart\/form-data *;/i.test(request.headers['content-type'] ?? '')) return 'not_multipart';
  const tooLarge = refuse('too_large', { reason: 'request.file_too_large', values: { max: Math.floor(maxBytes / 1024 / 1024) } });
  // Room for the frame around the file; a length that is not told is found out while reading.
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + 10_000) return tooLarge;

  let parser: busboy.Busboy;
  try {
    parser = busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 2, fields: 10, fieldSize: 1000, fileSize: maxBytes, parts: 12 },
    });
  } catch {
    return 'not_multipart';
  }
  return new Promise((resolve, reject) => {
    const end = (outcome: Upload | Refusal): void => {
      request.unpipe(parser);
      parser.removeAllListeners();
      parser.on('error', () => undefined);
      resolve(outcome);
    };
    let begun = false;
    let read: Upload | null = null;
    parser.on('file', (field, stream, { filename }) => {
      if (field !== 'file' || begun || !isStorableText(filename ?? '')) {
        stream.resume();
        end(refuse('invalid', { fields: { [field]: { code: 'request_unknown' } } }));
        return;
      }
      begun = true;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => end(tooLarge));
      stream.on('end', () => {
        // Browsers write a quotation mark so, and nothing else.
        read = { name: (filename ?? '').replaceAll('%22', '"'), bytes: Buffer.concat(chunks) };
      });
    });
    // The form token may come along; it is not needed here, where the browser itself names the page that sends.
    parser.on('field', (name) => {
      if (name !== 'csrf') end(refuse('invalid', { fields: { [name]: { code: 'request_unknown' } } }));
    });
    parser.on('close', () =>
      end(read ?? refuse('invalid', { reason: 'request.file_missing', fields: { file: { code: 'request_missing' } } })),
    );
    parser.on('error', () => end(refuse('invalid', { reason: 'request.file_missing', fields: { file: { code: 'request_value' } } })));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('the sender went away')));
    request.pipe(parser);
  });
}
