import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Feed } from './feed.ts';
import { parseBulk, UnreadableBulk } from './parse-bulk.ts';

export type FeedHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Four times what the exporter collects before it sends. */
const MOST_BYTES = 40 * 1024 * 1024;

/**
 * Speaks as much Elasticsearch as the broker's exporter asks for: `PUT` of templates and settings, and `POST /_bulk`.
 * Answers success only after the commit; after anything else the exporter sends the same again, for ever, in order.
 * With a `secret` every request must carry it as password (Basic) or token (Bearer).
 */
export function feedHandler(feed: Feed, secret: string | null, log: Logger, mostBytes = MOST_BYTES): FeedHandler {
  return async (request, response) => {
    if (secret !== null && !carries(request, secret)) return answer(response, 401, { error: 'unauthorised' });
    const path = new URL(request.url ?? '/', 'http://feed').pathname;
    if (request.method === 'PUT') {
      request.resume();
      return answer(response, 200, { acknowledged: true });
    }
    if (request.method !== 'POST' || path !== '/_bulk') return answer(response, 404, { error: 'not found' });
    try {
      const body = await bodyOf(request, mostBytes);
      if (body === null) return answer(response, 413, { error: 'too large' });
      const result = await feed.take(parseBulk(body));
      if (result === 'later') return answer(response, 503, { error: 'not ready' });
      return answer(response, 200, { errors: false, items: [] });
    } catch (error) {
      // The sender broke off, as one that was killed does; it sends the same again.
      if (request.destroyed && !request.complete) return;
      const unreadable = error instanceof UnreadableBulk;
      log.error({ err: error }, unreadable ? 'feed: unreadable bulk' : 'feed: bulk not applied');
      return answer(response, unreadable ? 400 : 500, { error: unreadable ? 'unreadable' : 'not applied' });
    }
  };
}

/** `close` waits for what is being applied. */
export type FeedServer = { readonly port: number; close(): Promise<void> };

/** Serves the feed on loopback only. Rejects when the port is taken. */
export function serveFeed(handler: FeedHandler, port: number): Promise<FeedServer> {
  const inHand = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const handled = handler(request, response).finally(() => void inHand.delete(handled));
    inHand.add(handled);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address();
      resolve({
        port: typeof bound === 'object' && bound !== null ? bound.port : port,
        async close() {
          const closed = new Promise<void>((done) => server.close(() => done()));
          server.closeAllConnections();
          await closed;
          await Promise.all(inHand);
        },
      });
    });
  });
}

/** Null when there is too much of it. */
async function bodyOf(request: IncomingMessage, mostBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    if (!(part instanceof Buffer)) throw new UnreadableBulk('not bytes');
    size += part.length;
    if (size > mostBytes) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function carries(request: IncomingMessage, secret: string): boolean {
  const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') return same(value, secret);
  if (scheme !== 'Basic') return false;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return same(pair.slice(pair.indexOf(':') + 1), secret);
}

/** In the same time whatever the texts have in common. */
function same(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function answer(response: ServerResponse, status: number, body: object): void {
  if (response.writableEnded || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
