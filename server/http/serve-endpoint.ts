import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { refusedBy } from '#server/auth/rule.ts';
import type { Rule } from '#server/auth/rule.ts';
import type { Config } from '#server/config.ts';
import { refuse, isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { noteCase } from '#server/log.ts';
import type { Log } from '#server/log.ts';
import { isStorable, JSON_LIMIT, readBody, readJson } from './body.ts';
import { isDatabaseAway } from './database-away.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { hashOf, isIdempotencyKey, once } from './once.ts';
import { refusalAnswer, requestAnswer, send } from './problem.ts';
import type { Answer } from './problem.ts';
import { readUpload } from './upload.ts';
import { invalidRequest } from './request-fields.ts';
import { nameRoute } from './request-scope.ts';
import type { Runtime } from './services.ts';
import { callerOf } from './who.ts';

export type ApiParts = { readonly config: Config; readonly log: Log; readonly runtime: Runtime };

const NOTHING = z.strictObject({});

/** Answers one call: who, may they, is it well formed, was it asked before; only then it is done. */
export function serveEndpoint(endpoint: Endpoint, parts: ApiParts): RequestHandler {
  return async (request, response) => {
    nameRoute(response.locals, `${endpoint.method} ${endpoint.path}`);
    try {
      const answer = await answerTo(endpoint, parts, request, response);
      if (answer !== null) send(response, answer);
    } catch (error) {
      if (response.headersSent || (request.destroyed && !request.complete)) response.destroy();
      else send(response, faultAnswer(error, parts.log, language(request)));
    }
  };
}

/** Null when a stream has answered by itself. */
async function answerTo(endpoint: Endpoint, { config, runtime }: ApiParts, request: Request, response: Response): Promise<Answer | null> {
  const refused = (refusal: Refusal): Answer => refusalAnswer(refusal, language(request));
  const services = runtime.services();
  if (services === null) return requestAnswer('unavailable', language(request), { 'Retry-After': '2' });
  const caller = await callerOf(services, request, config);
  if (isRefusal(caller)) return refused(caller);
  const actor = caller.session?.actor ?? null;
  const barred = refusedBy(endpoint.rule, actor);
  if (barred) return refused(barred);

  const params = (endpoint.params ?? NOTHING).safeParse(request.params);
  if (!params.success) return refused(refuse('not_found'));
  const query = (endpoint.query ?? NOTHING).safeParse(request.query);
  if (!query.success) return refused(invalidRequest(query.error));
  if (!isStorable(request.query)) return requestAnswer('malformed', language(request));
  const read = await readRequestBody(endpoint, config, request);
  if (read.answer !== null) {
    // The rest of a body that nobody reads must not be taken for the next request.
    if (!request.complete) response.setHeader('Connection', 'close');
    return read.answer;
  }

  const call: Call<Rule, unknown, unknown, unknown> = {
    services,
    db: services.db,
    actor,
    token: caller.token,
    params: params.data,
    query: query.data,
    body: read.body,
    request,
  };
  noteCaseOf(endpoint, params.data);
  if (endpoint.stream && request.method !== 'HEAD') {
    await endpoint.stream(call, response);
    return null;
  }
  if (endpoint.stream) return endpoint.answer(undefined);
  const key = request.headers['idempotency-key'];
  if (endpoint.method !== 'post' || endpoint.unrepeatable === true || actor === null || key === undefined) {
    const result = await endpoint.run(call);
    return isRefusal(result) ? refused(result) : endpoint.answer(result);
  }
  if (typeof key !== 'string' || !isIdempotencyKey(key)) return refused(refuse('invalid', { reason: 'request.idempotency_key' }));
  const outcome = await once(
    services.db,
    {
      accountId: actor.accountId,
      key,
      call: `${endpoint.method} ${request.path}`,
      bodyHash: hashOf(JSON.stringify(query.data), read.hashed),
    },
    (db) => endpoint.run({ ...call, db }),
    endpoint.answer,
    refused,
  );
  switch (outcome.kind) {
    case 'answered':
      return outcome.answer;
    case 'refused':
      return refused(outcome.refusal);
    case 'in_progress':
      return requestAnswer('in_progress', language(request), { 'Retry-After': '1' });
    default:
      return outcome satisfies never;
  }
}

function noteCaseOf({ path }: Endpoint, params: unknown): void {
  const id: unknown = path.startsWith('/cases/') && typeof params === 'object' && params !== null ? Reflect.get(params, 'id') : undefined;
  if (typeof id === 'string') noteCase(id);
}

type ReadRequest = { answer: Answer; body?: never; hashed?: never } | { answer: null; body: unknown; hashed: string };

async function readRequestBody(endpoint: Endpoint, config: Config, request: Request): Promise<ReadRequest> {
  const tongue = language(request);
  if (endpoint.takes === 'file') {
    const upload = await readUpload(request, config.attachmentMaxBytes);
    if (upload === 'not_multipart') return { answer: requestAnswer('unsupported_media_type', tongue) };
    if (isRefusal(upload)) return { answer: refusalAnswer(upload, tongue) };
    return { answer: null, body: upload, hashed: hashOf(upload.name, upload.bytes) };
  }
  if (endpoint.body === undefined) return { answer: null, body: undefined, hashed: '' };
  if (hasNoBody(request)) {
    const nothing = endpoint.body.safeParse({});
    if (nothing.success) return { answer: null, body: nothing.data, hashed: '' };
  }
  if (!/^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '') || request.headers['content-encoding'] !== undefined) {
    return { answer: requestAnswer('unsupported_media_type', tongue) };
  }
  const bytes = await readBody(request, JSON_LIMIT);
  if (bytes === null) return { answer: refusalAnswer(refuse('too_large'), tongue) };
  const json = readJson(bytes);
  if (!json.ok) return { answer: requestAnswer('malformed', tongue) };
  const parsed = endpoint.body.safeParse(json.value);
  if (!parsed.success) return { answer: refusalAnswer(invalidRequest(parsed.error), tongue) };
  return { answer: null, body: parsed.data, hashed: hashOf(bytes) };
}

/** A call that may do without one takes none for an empty one. */
function hasNoBody(request: Request): boolean {
  return request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0;
}

function faultAnswer(error: unknown, log: Log, tongue: string | undefined): Answer {
  if (isDatabaseAway(error)) {
    log.warn({ err: error }, 'database is away');
    return requestAnswer('unavailable', tongue, { 'Retry-After': '2' });
  }
  log.error({ err: error }, 'fault');
  return requestAnswer('internal', tongue);
}

function language(request: Request): string | undefined {
  return request.headers['accept-language'];
}
