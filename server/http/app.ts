import compression from 'compression';
import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler } from 'express';
import type { Config } from '#server/config.ts';
import type { Log } from '#server/log.ts';
import { isDatabaseAway } from './database-away.ts';
import { healthz, metrics, readyz } from './health.ts';
import { PLAIN_PAGES, sendPlainPage } from './plain-page.ts';
import { nameRoute, requestScope } from './request-scope.ts';
import { securityHeaders } from './security-headers.ts';
import { isSafeMethod } from './cross-site.ts';
import type { Runtime } from './services.ts';

export type AppParts = {
  readonly config: Config;
  readonly log: Log;
  readonly runtime: Runtime;
  /** Only where tests may put the clock forward. */
  readonly moveClock: RequestHandler | null;
  /** The interface, the files of the build and the screens, in this order; each passes on what is not its own. */
  readonly api: RequestHandler;
  readonly assets: RequestHandler;
  readonly pages: RequestHandler;
};

/** Everything the server answers, in the order in which it is asked. */
export function createApp({ config, log, runtime, moveClock, assets, api, pages }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  // No ETags: private answers are not kept anywhere, and files of the build have names that change with them.
  app.set('etag', false);
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestScope(log, config.trustProxy > 0));
  app.use(securityHeaders(config));
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(runtime));
  app.get('/metrics', metrics(config));
  app.use(outsideFeed(runtime));
  if (moveClock !== null) app.post('/test/clock', moveClock);
  // A stream of events is written line by line and must not wait in a compressor.
  app.use(
    compression({
      level: 4,
      filter: (request, response) => response.getHeader('Content-Type') !== 'text/event-stream' && compression.filter(request, response),
    }),
  );
  app.use('/api/v1', api);
  app.use(assets);
  app.use(pages);
  app.use(lastResort(log));
  return app;
}

/** Records of an outside engine, at the addresses that its exporter asks for; who sends them proves it with the secret. */
function outsideFeed(runtime: Runtime): RequestHandler {
  return async (request, response, next) => {
    const feed = runtime.services()?.engine.outsideFeed ?? null;
    const asked = request.path === '/_bulk' || (request.method === 'PUT' && request.path.includes('/_'));
    if (feed === null || !asked) return next();
    nameRoute(response.locals, 'feed');
    try {
      await feed(request, response);
    } catch (error) {
      next(error);
    }
  };
}

/** What nobody else has answered: a database that is away, or a fault of ours. */
function lastResort(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const status = statusOf(error);
    if (status !== null) {
      sendPlainPage(response, status === 404 ? PLAIN_PAGES.notFound : PLAIN_PAGES.badRequest);
      return;
    }
    if (isDatabaseAway(error)) {
      log.warn({ err: error }, 'database is away');
      sendPlainPage(response, isSafeMethod(request.method) ? PLAIN_PAGES.databaseAway : PLAIN_PAGES.databaseAwayForPost);
      return;
    }
    log.error({ err: error }, 'fault');
    sendPlainPage(response, PLAIN_PAGES.broken);
  };
}

/** Errors that express and its parts throw for requests they cannot take: an address that cannot be decoded, a file that is not there. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const status: unknown = Reflect.get(error, 'status');
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
