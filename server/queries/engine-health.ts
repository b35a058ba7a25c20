import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** What the engine's connection says of itself (`engine.health()`). */
export type EngineNow = {
  readonly link: { readonly state: string; readonly since: Date; readonly version: string | null; readonly latencyMs: number | null };
  readonly epoch: number | null;
  readonly feed: {
    readonly receivedAt: Date | null;
    readonly lagSeconds: number | null;
    readonly position: number | null;
    readonly repaired: number;
  };
  readonly workers: { readonly lastJobAt: Date | null };
};

type Concerned = { readonly caseId: string | null; readonly number: string | null };
export type IncidentView = Concerned & {
  /** For retry-incident. */
  readonly id: string;
  readonly element: string;
  readonly kind: string;
  readonly message: string;
  readonly since: string;
  readonly story: readonly { readonly at: string; readonly text: string }[];
};
/** A message that the engine refused for good; `id` is for retry-message. */
export type StuckMessage = Concerned & {
  readonly id: string;
  readonly kind: string;
  readonly result: string;
  readonly attempts: number;
  readonly since: string;
};
export type ReconciliationView = {
  readonly at: string;
  readonly cause: string;
  readonly findings: readonly { readonly type: string; readonly caseId: string | null; readonly repaired: boolean }[];
};

export type EngineHealth = {
  readonly engine: {
    readonly state: 'up' | 'down';
    readonly version: string;
    readonly since: string;
    readonly epoch: number;
    readonly latencyMs: number | null;
  };
  readonly relay: { readonly waiting: number; readonly oldestSeconds: number | null; readonly failing: number };
  readonly feed: {
    readonly lagSeconds: number | null;
    readonly position: string;
    readonly receivedAt: string | null;
    readonly repaired: number;
  };
  readonly workers: { readonly lastJobAt: string | null };
  readonly incidents: readonly IncidentView[];
  readonly stuck: readonly StuckMessage[];
  readonly reconciliation: ReconciliationView | null;
};

const MOST = 100;

/** The operators' page: how engine, relay and record feed are, and everything that stands still, each with what to do. */
export async function engineHealth(db: Db, actor: Actor, engine: EngineNow): Promise<EngineHealth | Refusal> {
  if (!may(actor, 'read', 'Operations', {})) return refuse('forbidden', { reason: 'may_not_operate' });
  const relay = await backlog(db);
  return {
    engine: {
      state: engine.link.state === 'connected' ? 'up' : 'down',
      version: engine.link.version ?? '',
      since: engine.link.since.toISOString(),
      epoch: engine.epoch ?? 0,
      latencyMs: engine.link.latencyMs,
    },
    relay,
    feed: {
      lagSeconds: await lag(db, engine),
      position: String(engine.feed.position ?? ''),
      receivedAt: engine.feed.receivedAt?.toISOString() ?? null,
      repaired: engine.feed.repaired,
    },
    workers: { lastJobAt: engine.workers.lastJobAt?.toISOString() ?? null },
    incidents: await incidents(db),
    stuck: await stuck(db),
    reconciliation: await lastReconciliation(db),
  };
}

/** `failing`: messages that are stuck, or were sent in vain more than once. */
async function backlog(db: Db): Promise<EngineHealth['relay']> {
  const [row] = await rows<EngineHealth['relay']>(
    db.orm.em.fork(),
    `
    select count(*) filter (where state = 'pending')::int as waiting,
      count(*) filter (where state = 'stuck' or attempts > 1)::int as failing,
      extract(epoch from now() - min(created_at) filter (where state = 'pending'))::float as "oldestSeconds"
    from outbox where state in ('pending', 'stuck')`,
  );
  return row ?? { waiting: 0, failing: 0, oldestSeconds: null };
}

/** Since the first thing done in the engine that no record has told of yet; else as measured with the last record. */
async function lag(db: Db, { feed }: EngineNow): Promise<number | null> {
  if (feed.receivedAt === null) return feed.lagSeconds;
  const [silent] = await rows<{ seconds: number | null }>(
    db.orm.em.fork(),
    `
    select extract(epoch from now() - min(delivered_at))::float as seconds
    from outbox where state = 'delivered' and result = 'delivered' and delivered_at > ?`,
    [feed.receivedAt],
  );
  return silent?.seconds ?? feed.lagSeconds;
}

async function incidents(db: Db): Promise<IncidentView[]> {
  type Row = {
    key: string;
    epoch: string;
    caseId: string | null;
    number: string | null;
    element: string;
    kind: string;
    message: string;
    createdAt: Date;
  };
  const open = await rows<Row>(
    db.orm.em.fork(),
    `
    select i.incident_key as key, i.epoch, i.case_id as "caseId", c.number, i.element, i.error_type as kind, i.message, i.created_at as "createdAt"
    from incident i left join case_file c on c.id = i.case_id where i.state = 'open' order by i.created_at limit ${MOST}`,
  );
  const before = await rows<{ caseId: string; element: string; message: string; createdAt: Date; resolvedAt: Date | null }>(
    db.orm.em.fork(),
    `
    select case_id as "caseId", element, message, created_at as "createdAt", resolved_at as "resolvedAt" from incident
    where case_id = any(?::uuid[]) order by created_at`,
    [`{${[...new Set(open.flatMap((row) => row.caseId ?? []))].join(',')}}`],
  );
  return open.map((row) => ({
    id: `${row.key}@${row.epoch}`,
    caseId: row.caseId,
    number: row.number,
    element: row.element,
    kind: row.kind,
    message: row.message,
    since: new Date(row.createdAt).toISOString(),
    story: before
      .filter((past) => past.caseId === row.caseId && past.element === row.element)
      .map((past) => ({ at: new Date(past.createdAt).toISOString(), text: past.message })),
  }));
}

async function stuck(db: Db): Promise<StuckMessage[]> {
  const found = await rows<Omit<StuckMessage, 'since'> & { createdAt: Date }>(
    db.orm.em.fork(),
    `
    select o.id::text as id, o.case_id as "caseId", c.number, o.kind, coalesce(o.result, '') as result, o.attempts, o.created_at as "createdAt"
    from outbox o join case_file c on c.id = o.case_id where o.state = 'stuck' order by o.id limit ${MOST}`,
  );
  return found.map(({ createdAt, ...row }) => ({ ...row, since: new Date(createdAt).toISOString() }));
}

async function lastReconciliation(db: Db): Promise<ReconciliationView | null> {
  const [row] = await rows<{ at: Date; cause: string; findings: { type: string; caseId?: string; repaired: boolean }[] }>(
    db.orm.em.fork(),
    'select at, cause, findings from reconciliation order by id desc limit 1',
  );
  if (!row) return null;
  return {
    at: new Date(row.at).toISOString(),
    cause: row.cause,
    findings: row.findings.map(({ type, caseId, repaired }) => ({ type, caseId: caseId ?? null, repaired })),
  };
}
