import express from 'express';
import type { ErrorRequestHandler, RequestHandler, Router } from 'express';
import { CALLS } from './api/calls.ts';
import { requestAnswer, refusalAnswer, send } from './problem.ts';
import { refuse } from '#server/domain/refusal.ts';
import { nameRoute } from './request-scope.ts';
import { serveEndpoint } from './serve-endpoint.ts';
import type { ApiParts } from './serve-endpoint.ts';

/** /api/v1, made from the table of calls and from nothing else: a call without a rule cannot be written. */
export function createApi(parts: ApiParts): Router {
  const api = express.Router({ caseSensitive: true, strict: true });
  api.use(keptNowhere);
  const paths = new Map<string, string[]>();
  for (const call of CALLS) {
    const path = call.path.replace(/\{(\w+)\}/g, ':$1');
    api[call.method](path, serveEndpoint(call, parts));
    paths.set(path, [...(paths.get(path) ?? []), call.method.toUpperCase()]);
  }
  for (const [path, methods] of paths) api.all(path, otherMethod(methods));
  api.use(unknownCall);
  api.use(unreadable);
  return api;
}

const keptNowhere: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function otherMethod(methods: readonly string[]): RequestHandler {
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return (request, response) =>
    send(response, requestAnswer('method_not_allowed', request.headers['accept-language'], { Allow: allow.join(', ') }));
}

const unknownCall: RequestHandler = (request, response) => {
  nameRoute(response.locals, 'api unknown');
  send(response, refusalAnswer(refuse('not_found'), request.headers['accept-language']));
};

/** An address that cannot be decoded never reaches a call. */
const unreadable: ErrorRequestHandler = (_error: unknown, request, response, _next) => {
  send(response, requestAnswer('malformed', request.headers['accept-language']));
};
