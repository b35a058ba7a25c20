import { data, type AppLoadContext } from '@remix-run/node';
import type { Answers } from '#forms/answers.ts';
import type { Change, Refusal, RefusalCode } from '#server/domain/refusal.ts';
import { languageOf } from './preferences.ts';
import type { Problem } from './problem.ts';

const STATUS = {
  invalid: 422,
  forbidden: 403,
  unauthenticated: 401,
  not_found: 404,
  already_decided: 409,
  stale_revision: 409,
  wrong_state: 409,
  too_large: 413,
  too_many_requests: 429,
} as const satisfies Record<RefusalCode, number>;

/** What a screen knows of a "no": the words, and what it needs to help the person on. */
export type Refused = {
  code: RefusalCode;
  title: string;
  text: string;
  /** Texts of the refused fields; `codes` are the same for the form renderer, which words them itself. */
  fields: Record<string, string>;
  codes: NonNullable<Refusal['fields']>;
  changes: readonly Change[];
  /** What was typed, by the names of the inputs: without scripts the form is drawn anew with it. */
  typed: Answers;
};

function statusOf({ code }: Refusal): number {
  return STATUS[code];
}

type Post = { intent?: string; typed?: Answers };

/** The answer of an action that was refused: the code becomes a status here, and nowhere else. `intent` tells the forms of a page apart. */
export function respond(context: AppLoadContext, request: Request, refusal: Refusal, { intent = '', typed = {} }: Post = {}) {
  const headers = refusal.retryAfter === undefined ? undefined : { 'Retry-After': String(refusal.retryAfter) };
  const { title, detail, fields } = context.explain(refusal, languageOf(request));
  const refused: Refused = {
    code: refusal.code,
    title,
    text: detail,
    fields,
    codes: refusal.fields ?? {},
    changes: refusal.changes ?? [],
    typed,
  };
  return data({ refused, intent }, { status: statusOf(refusal), headers });
}

/** What a loader asked for; where it was refused, the page that says why there is nothing to show. */
export function found<T>(context: AppLoadContext, request: Request, result: T | Refusal): T {
  if (!isRefusal(result)) return result;
  const { title, detail } = context.explain(result, languageOf(request));
  const problem: Problem = { title, text: detail };
  throw data(problem, { status: statusOf(result) });
}

/** Narrowed here and not with the server's own function: the screens carry no code of the server. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}

/** The words of a reason that a query names, as why somebody cannot decide; null stays null. */
export function reasonText(context: AppLoadContext, request: Request, reason: string | null): string | null {
  if (reason === null) return null;
  return context.explain({ refused: true, code: 'forbidden', reason }, languageOf(request)).detail;
}

/** A refusal that a query foresees, in one sentence: that of its field, or its reason. */
export function explained(context: AppLoadContext, request: Request, refusal: Refusal | null): string | null {
  if (refusal === null) return null;
  const { detail, fields } = context.explain(refusal, languageOf(request));
  return Object.values(fields)[0] ?? detail;
}

const SHORTEST_KEPT = 8;

/** Codes of choices can be chosen again; what was written cannot. */
function isWritten(value: string): boolean {
  return value.trim().length >= SHORTEST_KEPT && !/^[\w.:-]+$/.test(value);
}

/**
 * A post that comes after the end of its session does nothing; what was typed goes back to the person with the page
 * that asks for a new sign-in. Call it first in every action.
 */
export function stillSignedIn(context: AppLoadContext, form: FormData): void {
  if (context.actor !== null) return;
  const kept = [...form.entries()].flatMap(([name, value]) =>
    name !== 'csrf' && name !== 'password' && typeof value === 'string' && isWritten(value) ? [value] : [],
  );
  const problem: Problem = { kept };
  throw data(problem, { status: statusOf({ refused: true, code: 'unauthenticated' }) });
}
