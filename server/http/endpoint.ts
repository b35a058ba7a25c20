import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Rule } from '#server/auth/rule.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { Db } from '#server/db/transact.ts';
import type { Answer } from './problem.ts';
import type { Services } from './services.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

type Fields = z.ZodObject<z.core.$ZodLooseShape>;
type Who<R extends Rule> = R extends 'public' ? Actor | null : Actor;

export type Call<R extends Rule, Params, Query, Body> = {
  readonly services: Services;
  /** The database as this call has to use it: what it writes and the answer that is kept for a repetition are one transaction. */
  readonly db: Db;
  readonly actor: Who<R>;
  /** The session's token; '' when nobody is signed in. */
  readonly token: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: Request;
};

type Shape<R extends Rule, Params extends Fields, Query extends Fields, Body extends z.ZodType, Result extends z.ZodType> = {
  /** operationId of the OpenAPI document. */
  readonly id: string;
  readonly method: Method;
  /** As in OpenAPI: /cases/{id}. */
  readonly path: string;
  readonly rule: R;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** `file`: multipart/form-data with one file. */
  readonly takes?: 'json' | 'file';
  /** Status and body when it went well. */
  readonly status: number;
  readonly result: Result;
  /** What it answers with when it is no JSON. */
  readonly gives?: 'application/json' | 'text/event-stream' | 'application/octet-stream' | 'application/pdf';
  /** Its answer holds a secret, so it is not kept for repetitions. */
  readonly unrepeatable?: true;
  /** Refusals it may answer beside those that every call may. */
  readonly refuses?: readonly Refusal['code'][];
};

type Typed<R extends Rule, P extends Fields, Q extends Fields, B extends z.ZodType> = Call<R, z.output<P>, z.output<Q>, z.output<B>>;

/** A call of the interface with its types forgotten, as the table holds it. */
export type Endpoint = Shape<Rule, Fields, Fields, z.ZodType, z.ZodType> & {
  readonly run: (call: Call<Rule, unknown, unknown, unknown>) => Promise<unknown>;
  readonly answer: (result: unknown) => Answer;
  readonly stream?: (call: Call<Rule, unknown, unknown, unknown>, response: Response) => Promise<void>;
};

/**
 * One call: its schemas parse the request and write the document, `run` does it, `respond` shows the result
 * (by default as it is). The types of the parts are checked here and nowhere else, so the casts stand here.
 */
export function endpoint<
  const R extends Rule,
  Result extends z.ZodType,
  Outcome = z.input<Result>,
  P extends Fields = z.ZodObject<Record<never, never>>,
  Q extends Fields = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodUndefined,
>(
  shape: Shape<R, P, Q, B, Result> & {
    readonly run: (call: Typed<R, P, Q, B>) => Promise<Outcome | Refusal>;
    readonly respond?: (result: Outcome) => { readonly body: z.input<Result>; readonly headers?: Readonly<Record<string, string>> };
  },
): Endpoint {
  const { run, respond, ...rest } = shape;
  return {
    ...rest,
    run: (call) => run(call as Typed<R, P, Q, B>),
    answer: (result) => ({ status: shape.status, ...(respond ? respond(result as Outcome) : { body: result }) }),
  } as Endpoint;
}

/** A call that answers with a stream instead of one body. */
export function streamEndpoint<const R extends Rule>(
  shape: Omit<Shape<R, Fields, Fields, z.ZodType, z.ZodType>, 'method' | 'status' | 'result'> & {
    readonly stream: (call: Call<R, unknown, unknown, unknown>, response: Response) => Promise<void>;
  },
): Endpoint {
  const { stream, ...rest } = shape;
  return {
    ...rest,
    method: 'get',
    status: 200,
    result: z.string(),
    run: () => Promise.reject(new Error('a stream has no single answer')),
    answer: () => ({ status: 200, body: undefined, headers: { 'Content-Type': shape.gives ?? 'text/plain' } }),
    stream: (call, response) => stream(call as Call<R, unknown, unknown, unknown>, response),
  };
}
