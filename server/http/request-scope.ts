import { AsyncResource } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Histogram } from 'prom-client';
import { withRequestId } from '#server/log.ts';
import type { Log } from '#server/log.ts';

const httpSeconds = new Histogram({
  name: 'gongkai_http_seconds',
  help: 'Time to answer, by route',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
});

/**
 * Gives each request its id (that of a trusted proxy, if it sent one), a line in the log and its place in the metrics.
 * The line names the route and not the address as typed: query strings hold what people search for.
 */
export function requestScope(log: Log, trustProxy: boolean): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const id = trustProxy && typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    const began = performance.now();
    response.setHeader('X-Request-Id', id);
    withRequestId(id, () => {
      // Bound, so that the line carries the case that was noted on the way.
      response.once(
        'close',
        AsyncResource.bind(() => {
          const seconds = (performance.now() - began) / 1000;
          const route = routeOf(response.locals);
          httpSeconds.observe({ method: request.method, route, status: String(response.statusCode) }, seconds);
          const line = {
            method: request.method,
            route,
            status: response.statusCode,
            ms: Math.round(seconds * 1000),
            cut: !response.writableFinished,
          };
          if (route === 'asset' || route === 'health') log.debug(line, 'answered');
          else log.info(line, 'answered');
        }),
      );
      next();
    });
  };
}

/** Says which route answers; everything that is not named counts as one. */
export function nameRoute(locals: Record<string, unknown>, route: string): void {
  locals['route'] = route;
}

function routeOf(locals: Record<string, unknown>): string {
  return typeof locals['route'] === 'string' ? locals['route'] : 'other';
}
