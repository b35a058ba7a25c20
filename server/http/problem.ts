import type { Response } from 'express';
import { z } from 'zod';
import type { Refusal, RefusalCode } from '#server/domain/refusal.ts';
import { CODE_TEXTS } from '#server/messages/codes.ts';
import type { ProblemCode, RequestCode } from '#server/messages/codes.ts';
import { explain } from '#server/messages/explain.ts';
import { wantedLanguage } from '#server/messages/language.ts';

const REFUSED: Record<RefusalCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  already_decided: 409,
  stale_revision: 409,
  wrong_state: 409,
  too_large: 413,
  too_many_requests: 429,
};
const REQUEST: Record<RequestCode, number> = {
  malformed: 400,
  method_not_allowed: 405,
  in_progress: 409,
  unsupported_media_type: 415,
  internal: 500,
  unavailable: 503,
};
export const STATUS: Readonly<Record<ProblemCode, number>> = { ...REFUSED, ...REQUEST };

/** RFC 9457. `fields` for 422, `changes` for a stale revision. */
export const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Does not change within v1; the texts may' }),
    detail: z.string(),
    requestId: z.string().optional(),
    fields: z.record(z.string(), z.string()).optional(),
    changes: z
      .array(z.strictObject({ path: z.string(), label: z.string(), before: z.string(), after: z.string() }))
      .readonly()
      .optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof problemSchema>;

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/** The answer to a refusal, in the reader's language. */
export function refusalAnswer(refusal: Refusal, acceptLanguage: string | undefined): Answer {
  const { title, detail, fields } = explain(refusal, wantedLanguage(acceptLanguage));
  const problem: Problem = {
    ...problemHead(refusal.code, title, detail),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(refusal.changes ? { changes: refusal.changes } : {}),
  };
  return { status: problem.status, body: problem, headers: refusalHeaders(refusal) };
}

/** The answer to a request that never reached a command. */
export function requestAnswer(
  code: RequestCode,
  acceptLanguage: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const { title, detail } = CODE_TEXTS[wantedLanguage(acceptLanguage)][code];
  return { status: STATUS[code], body: problemHead(code, title, detail), headers };
}

export function send(response: Response, answer: Answer): void {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.status(answer.status);
  if (answer.body === undefined || answer.status === 204) {
    response.end();
    return;
  }
  if (Buffer.isBuffer(answer.body)) {
    if (!response.hasHeader('Content-Type')) response.type('application/octet-stream');
    response.send(answer.body);
    return;
  }
  const problem = answer.status >= 400;
  const body: unknown = problem && isObject(answer.body) ? { ...answer.body, requestId: response.getHeader('X-Request-Id') } : answer.body;
  response.type(problem ? 'application/problem+json' : 'application/json');
  response.send(Buffer.from(JSON.stringify(body)));
}

function problemHead(code: ProblemCode, title: string, detail: string): Problem {
  return { type: `urn:gongkai:problem:${code}`, title, status: STATUS[code], code, detail };
}

function refusalHeaders(refusal: Refusal): Record<string, string> {
  if (refusal.code === 'too_many_requests') return { 'Retry-After': String(refusal.retryAfter ?? 60) };
  if (refusal.code === 'unauthenticated') return { 'WWW-Authenticate': 'Bearer' };
  return {};
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
