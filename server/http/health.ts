import type { RequestHandler } from 'express';
import { register } from 'prom-client';
import { sameSecret } from '#server/auth/token.ts';
import type { Config } from '#server/config.ts';
import { rows } from '#server/db/orm.ts';
import { nameRoute } from './request-scope.ts';
import type { Runtime, Services } from './services.ts';

/** The process lives and answers; nothing else is asked. */
export const healthz: RequestHandler = (_request, response) => {
  nameRoute(response.locals, 'health');
  response.setHeader('Cache-Control', 'no-store');
  response.json({ status: 'up' });
};

type PartHealth = { readonly state: 'up' | 'starting' | 'down'; readonly [detail: string]: string | number | boolean | null };
type Readiness = { ready: boolean; parts: Record<'database' | 'schema' | 'engine' | 'recordFeed', PartHealth> };

/**
 * Part by part. 503 until everything was there once, and later whenever the database is away or the server stops;
 * without the engine the server goes on serving, so it stays 200 and says so.
 */
export function readyz(runtime: Runtime): RequestHandler {
  return async (_request, response) => {
    nameRoute(response.locals, 'health');
    const { ready, parts } = await readiness(runtime);
    response.setHeader('Cache-Control', 'no-store');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not_ready', parts });
  };
}

async function readiness(runtime: Runtime): Promise<Readiness> {
  const services = runtime.services();
  if (services === null) {
    const starting: PartHealth = { state: 'starting' };
    return { ready: false, parts: { database: { state: 'down' }, schema: starting, engine: starting, recordFeed: starting } };
  }
  const database = await databaseHealth(() => rows(services.db.orm.em.fork(), 'select 1'));
  const { engine, recordFeed } = engineHealth(services);
  const parts = { database, schema: { state: 'up' } as const, engine, recordFeed };
  if (database.state === 'up' && engine.state === 'up') runtime.everReady = true;
  return { ready: database.state === 'up' && runtime.everReady && !runtime.stopping, parts };
}

function engineHealth({ engine }: Services): Pick<Readiness['parts'], 'engine' | 'recordFeed'> {
  const { link, epoch, feed } = engine.health();
  const state = link.state === 'connected' ? 'up' : link.state === 'preparing' ? 'starting' : 'down';
  return {
    engine: { state, since: link.since.toISOString(), version: link.version, epoch },
    // It may be silent for long when nothing happens; whether it is late, the operators' page works out.
    recordFeed: { state, receivedAt: feed.receivedAt?.toISOString() ?? null, lagSeconds: feed.lagSeconds },
  };
}

const PATIENCE_MS = 2_000;

async function databaseHealth(ask: () => Promise<unknown>): Promise<PartHealth> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS);
  });
  try {
    await Promise.race([ask(), late]);
    return { state: 'up', ms: Math.round(performance.now() - began) };
  } catch {
    return { state: 'down' };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * For Prometheus: with the token where one is set, otherwise from this machine only, and not at all where a proxy stands
 * in front, since then everybody comes from this machine.
 */
export function metrics(config: Pick<Config, 'metricsToken' | 'publicUrl' | 'trustProxy'>): RequestHandler {
  const direct = config.publicUrl === null && config.trustProxy === 0;
  return async (request, response) => {
    response.setHeader('Cache-Control', 'no-store');
    nameRoute(response.locals, 'health');
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const local =
      direct && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined;
    const allowed = config.metricsToken === null ? local : bearer !== undefined && sameSecret(bearer, config.metricsToken);
    if (!allowed) {
      response.status(404).end();
      return;
    }
    response.setHeader('Content-Type', register.contentType);
    response.send(await register.metrics());
  };
}
