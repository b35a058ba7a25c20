import type { Response } from 'express';
import { writeReadableStreamToWritable } from '@remix-run/node';
import { encode } from 'turbo-stream';

/** What the screens' router understands in place of a page's data; written as it writes it itself. */
class Redirect {
  readonly to: string;
  constructor(to: string) {
    this.to = to;
  }
}
class Failure {
  readonly status: number;
  readonly data: unknown;
  constructor(status: number, data: unknown) {
    this.status = status;
    this.data = data;
  }
}

/** Sends the browser to another page with a full load, so that nothing of the old session stays on the screen. */
export function sendDataRedirect(response: Response, method: string, to: string): Promise<void> {
  const plain = { redirect: to, status: 302, revalidate: false, reload: true, replace: false };
  return stream(response, 202, method === 'GET' ? new Redirect(to) : plain);
}

/** The answer of every route of the page: its error boundary shows what `data` says. */
export function sendDataFailure(
  response: Response,
  method: string,
  routeIds: readonly string[],
  status: number,
  data: unknown,
): Promise<void> {
  const failure = { error: new Failure(status, data) };
  return stream(response, status, method === 'GET' ? Object.fromEntries(routeIds.map((id) => [id, failure])) : failure);
}

function stream(response: Response, status: number, value: unknown): Promise<void> {
  response.status(status);
  response.setHeader('Content-Type', 'text/x-script');
  response.setHeader('X-Remix-Response', 'yes');
  response.setHeader('Cache-Control', 'no-store');
  return writeReadableStreamToWritable(encode(value, { plugins: [named] }), response);
}

function named(value: unknown): [string, ...unknown[]] | false {
  if (value instanceof Redirect)
    return ['SingleFetchRedirect', { redirect: value.to, status: 302, revalidate: false, reload: true, replace: false }];
  if (value instanceof Failure) return ['ErrorResponse', value.data, value.status, ''];
  return false;
}
