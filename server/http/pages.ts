import { createRequestHandler, writeReadableStreamToWritable } from '@remix-run/node';
import type { AppLoadContext, RequestHandler as RemixHandler, ServerBuild } from '@remix-run/node';
import type { Request as Incoming, RequestHandler, Response as Outgoing } from 'express';
import { currentSession } from '#server/auth/session.ts';
import type { Watching } from '#server/auth/session.ts';
import { refusedBy } from '#server/auth/rule.ts';
import { csrfToken } from '#server/auth/token.ts';
import { signIn } from '#server/commands/sign-in.ts';
import { signOut } from '#server/commands/sign-out.ts';
import type { Config } from '#server/config.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { noteCase } from '#server/log.ts';
import type { Log } from '#server/log.ts';
import { explain } from '#server/messages/explain.ts';
import { isStorableText } from './body.ts';
import { documentCheck } from '#server/queries/document-check.ts';
import { isFromOurPages, isSafeMethod } from './cross-site.ts';
import { isDatabaseAway } from './database-away.ts';
import { readForm } from './form-body.ts';
import type { PageRequest } from './page-request.ts';
import { matchPage, pagePath } from './page-routes.ts';
import type { MatchedPage } from './page-routes.ts';
import { PLAIN_PAGES, sendPlainPage } from './plain-page.ts';
import type { PlainPage } from './plain-page.ts';
import { nameRoute } from './request-scope.ts';
import { nonceOf } from './security-headers.ts';
import type { Runtime, Services } from './services.ts';
import { cookieToken, endedCookie, sessionCookie } from './session-cookie.ts';
import { sendDataFailure, sendDataRedirect } from './single-fetch.ts';
import { siteOf } from './site.ts';

export type PageParts = {
  readonly config: Config;
  readonly log: Log;
  readonly runtime: Runtime;
  /** The screens: built once, or read anew by Vite while developing. */
  readonly build: () => Promise<ServerBuild>;
  readonly contextFor: (services: Services, page: PageRequest) => AppLoadContext;
};

const METHODS = new Set(['GET', 'HEAD', 'POST']);

/** The screens behind one gate: who, may they, does the form come from our own page; then Remix. */
export function createPages(parts: PageParts): RequestHandler {
  return async (request, response, next) => {
    try {
      await answer(parts, request, response);
    } catch (error) {
      if (request.destroyed && !request.complete) response.destroy();
      else next(error);
    }
  };
}

async function answer(parts: PageParts, request: Incoming, response: Outgoing): Promise<void> {
  const { config, runtime } = parts;
  response.setHeader('Cache-Control', 'no-store');
  const build = await parts.build();
  if (!METHODS.has(request.method)) {
    response.setHeader('Allow', [...METHODS].join(', '));
    return sendPlainPage(response, PLAIN_PAGES.badMethod);
  }
  // Put together as text: resolved against the site, an address that begins with // would name another one.
  const address = `${siteOf(config, request)}${request.originalUrl}`;
  if (!URL.canParse(address)) return sendPlainPage(response, PLAIN_PAGES.badRequest);
  const url = new URL(address);
  // The route discovery of the screens' router: names of routes and files, the same for everybody.
  if (url.pathname === '/__manifest') return toRemix(parts, build, request, response, url, null, undefined);
  if (!isDecodable(url.pathname)) return sendPlainPage(response, PLAIN_PAGES.badRequest);
  const { path, isData } = pagePath(url.pathname);
  const page = matchPage(build.routes, path);
  nameRoute(response.locals, page?.pattern ?? 'page unknown');
  if (url.searchParams.has('_data') || [...url.searchParams].flat().some((text) => !isStorableText(text)))
    return sendPlainPage(response, PLAIN_PAGES.badRequest);
  const services = runtime.services();
  if (services === null) return sendPlainPage(response, PLAIN_PAGES.starting);

  const token = cookieToken(request, config.secure) ?? '';
  const session = await asked(parts, request, response, isData, page, () =>
    currentSession(services.db, token, services.entrance.terms, watching(request, isData)),
  );
  if (session === undefined) return;
  const actor = session?.actor ?? null;
  const csrf = session === null ? '' : csrfToken(token);
  let body: Buffer | undefined;
  let onceKey: string | null = null;
  if (!isSafeMethod(request.method)) {
    if (!isFromOurPages(request, config.publicUrl)) return sendPlainPage(response, PLAIN_PAGES.crossSite);
    const form = await readForm(request, config.attachmentMaxBytes, csrf);
    if (form.problem !== null) {
      if (!request.complete) response.setHeader('Connection', 'close');
      return sendPlainPage(response, PLAIN_PAGES[form.problem]);
    }
    body = form.bytes;
    onceKey = form.onceKey;
  }

  if (!page || page.rule === null) return sendPlainPage(response, PLAIN_PAGES.forbidden);
  const refused = refusedBy(page.rule, actor);
  // A post after the session's end reaches its action without an actor: it does nothing, and gives the typed text back.
  const expiredPost = refused?.code === 'unauthenticated' && body !== undefined;
  if (refused?.code === 'unauthenticated' && !expiredPost) return toSignIn(request, response, isData, path, url.search);
  if (refused && !expiredPost) return turnAway(request, response, page, isData, PLAIN_PAGES.forbidden);
  if (!page.possible) return turnAway(request, response, page, isData, PLAIN_PAGES.notFound);
  if (page.caseId !== null) noteCase(page.caseId);
  const context = parts.contextFor(services, pageRequest(parts, services, request, response, { actor, csrf, token, onceKey }));
  return toRemix(parts, build, request, response, url, context, body);
}

/** The data of a page that asks again by itself: nobody's act. */
function watching({ method, headers }: Incoming, isData: boolean): Watching {
  return isData && isSafeMethod(method) && headers['x-gongkai-watching'] !== undefined ? 'watching' : 'acting';
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** Undefined when the database was away and the answer has said so. */
async function asked<Result>(
  { log }: PageParts,
  request: Incoming,
  response: Outgoing,
  isData: boolean,
  page: MatchedPage | null,
  ask: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!isData || !page || !isDatabaseAway(error)) throw error;
    log.warn({ err: error }, 'database is away');
    await sendDataFailure(response, request.method, page.routeIds, 503, {
      title: PLAIN_PAGES.databaseAway.title,
      text: PLAIN_PAGES.databaseAway.text,
    });
    return undefined;
  }
}

async function turnAway(request: Incoming, response: Outgoing, page: MatchedPage, isData: boolean, plain: PlainPage): Promise<void> {
  const { status, title, text } = plain;
  if (isData) return sendDataFailure(response, request.method, page.routeIds, status, { title, text });
  sendPlainPage(response, plain);
}

async function toSignIn(request: Incoming, response: Outgoing, isData: boolean, path: string, search: string): Promise<void> {
  const wanted = new URLSearchParams(search);
  wanted.delete('_routes');
  const next = wanted.size > 0 ? `${path}?${wanted}` : path;
  const to = next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;
  if (isData) return sendDataRedirect(response, request.method, to);
  response.redirect(302, to);
}

type Sender = { readonly actor: Actor | null; readonly csrf: string; readonly token: string; readonly onceKey: string | null };

function pageRequest(parts: PageParts, services: Services, request: Incoming, response: Outgoing, sender: Sender): PageRequest {
  const { secure, mode } = parts.config;
  const { actor, csrf, token, onceKey } = sender;
  return {
    id: String(response.getHeader('X-Request-Id')),
    nonce: nonceOf(response),
    csrf,
    actor,
    address: request.ip ?? '',
    mode,
    explain,
    onceKey,
    async signIn(username, password) {
      const opened = await signIn(services.db, services.entrance, {
        username,
        password,
        kind: 'browser',
        address: request.ip ?? '',
        ...(token ? { replaces: token } : {}),
      });
      return isRefusal(opened) ? opened : { cookie: sessionCookie(opened.token, opened.expiresAt, secure) };
    },
    checkDocument: (code) => documentCheck(services.db, services.checkBrake, { code, address: request.ip ?? '' }),
    async signOut() {
      if (token) await signOut(services.db, token);
      return { cookie: endedCookie(secure) };
    },
  };
}

const handlers = new WeakMap<ServerBuild, RemixHandler>();

/** Faults of the screens go into our log, which names no person and no value; Remix would print them as they are. */
function handlerOf({ log, config }: PageParts, build: ServerBuild): RemixHandler {
  const known = handlers.get(build);
  if (known) return known;
  const module = {
    ...build.entry.module,
    handleError: (error: unknown, { request }: { request: Request }) => {
      if (!request.signal.aborted) log.error({ err: error }, 'fault in a page');
    },
  };
  const handler = createRequestHandler({ ...build, entry: { ...build.entry, module } }, config.dev ? 'development' : 'production');
  handlers.set(build, handler);
  return handler;
}

async function toRemix(
  parts: PageParts,
  build: ServerBuild,
  request: Incoming,
  response: Outgoing,
  url: URL,
  context: AppLoadContext | null,
  body: Buffer | undefined,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headers)) {
    for (const value of Array.isArray(values) ? values : [values]) if (value !== undefined) headers.append(name, value);
  }
  const asked = new Request(url, { method: request.method, headers, signal: gone.signal, ...(body ? { body: new Uint8Array(body) } : {}) });
  const answered = await handlerOf(parts, build)(asked, context ?? undefined);
  response.status(answered.status);
  for (const [name, value] of answered.headers) {
    if (name === 'set-cookie') response.append(name, value);
    else response.setHeader(name, value);
  }
  if (answered.body) await writeReadableStreamToWritable(answered.body, response);
  else response.end();
}
