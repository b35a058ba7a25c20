import { AsyncLocalStorage } from 'node:async_hooks';
import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

type Trace = { requestId: string; caseId?: string };

const traces = new AsyncLocalStorage<Trace>();

/** Everything logged within `work` carries the request id. */
export function withRequestId<Result>(requestId: string, work: () => Result): Result {
  return traces.run({ requestId }, work);
}

/** From here on the lines of this request, job or message name the case. */
export function noteCase(caseId: string): void {
  const trace = traces.getStore();
  if (trace) trace.caseId = caseId;
}

/** For work that no request started: a job, a message, a round of the scheduler. */
export function withCase<Result>(requestId: string, caseId: string, work: () => Result): Result {
  return traces.run({ requestId, caseId }, work);
}

/** Secrets and what names a person; bodies, answers and opinions are never handed to the log at all. */
const NEVER = [
  'password',
  'token',
  'secret',
  'cookie',
  'authorization',
  'username',
  'displayName',
  'answers',
  'opinion',
  'basis',
  'body',
  'ip',
];

/** JSON lines with request and case ids. `destination` is for tests; standard output otherwise. */
export function openLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  return pino(
    {
      level: config.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: () => ({ ...traces.getStore() }),
      serializers: { err: describeError },
      redact: { paths: NEVER.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), remove: true },
    },
    destination ?? pino.destination({ sync: false }),
  );
}

type ErrorLine = { type: string; message: string; code?: string; constraint?: string; stack?: string; cause?: ErrorLine };

/**
 * The database driver puts the whole statement with its values into the message of an error: of such an error
 * only PostgreSQL's own sentence is kept, without `detail`, which quotes the row.
 */
export function describeError(error: unknown): ErrorLine {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an error' };
  const fromDatabase = 'sqlMessage' in error || 'query' in error || 'sqlState' in error || 'severity' in error;
  const message = fromDatabase ? lastSentence(error.message) : error.message;
  return {
    type: error.name,
    message,
    ...textField(error, 'code'),
    ...textField(error, 'constraint'),
    ...(error.stack ? { stack: frames(error.stack) } : {}),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

function lastSentence(message: string): string {
  const cut = message.lastIndexOf(' - ');
  const sentence = cut === -1 ? message : message.slice(cut + 3);
  // A value quoted by PostgreSQL itself: invalid input syntax for type uuid: "...".
  return sentence.split('\n', 1)[0]?.replace(/: ".*$/, '') ?? '';
}

/** The stack begins with the message; only the places are of use. */
function frames(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

function textField<Name extends 'code' | 'constraint'>(error: Error, name: Name): { [N in Name]?: string } {
  const value: unknown = Reflect.get(error, name);
  const field: { [N in Name]?: string } = {};
  if (typeof value === 'string') field[name] = value;
  return field;
}
