import { z } from 'zod';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { EngineMessage } from '#server/domain/engine-messages.ts';

/** A message of the outbox that this relay alone may send until the lease ends. */
export type Claimed = {
  readonly id: string;
  readonly caseId: string;
  readonly attempts: number;
  readonly ageSeconds: number;
  /** False when the job belongs to an earlier run: its key may mean another job today. */
  readonly current: boolean;
  /** More messages of the case wait behind this one. */
  readonly more: boolean;
  /** Null when nobody can read it. */
  readonly message: EngineMessage | null;
};

/** What became of a claimed message. `retryInMs` counts from now. */
export type Settled =
  | { readonly id: string; readonly state: 'delivered'; readonly result: string }
  | { readonly id: string; readonly state: 'pending'; readonly result: string; readonly retryInMs: number }
  | { readonly id: string; readonly state: 'stuck'; readonly result: string };

const variables = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));
const named = { name: z.string(), correlationKey: z.string(), messageId: z.string(), variables };
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('case.start'), ...named }),
  z.object({ kind: z.literal('job.complete'), jobKey: z.string(), taskId: z.string(), variables }),
  z.object({ kind: z.literal('message.publish'), ...named }),
]);

/** Longer than the deadline of a call: what a killed relay held is free again after it. */
const LEASE = "interval '10 seconds'";

/**
 * A lost claim or mark is made again, and every message may be sent twice: so these need not wait for the disk.
 * The setting lasts until the end of this one statement's transaction.
 */
const UNHURRIED = "select set_config('synchronous_commit', 'off', true)";

const IS_CURRENT = `
  o.kind <> 'job.complete' or exists (
    select 1 from task_visit v join case_file c on c.id = v.case_id and c.run = v.run
    where v.case_id = o.case_id and v.job_key = o.payload->>'jobKey')`;
const HAS_MORE = `
  exists (select 1 from outbox n where n.case_id = o.case_id and n.id > o.id and n.state = 'pending')`;
const IS_FREE = `
  o.state = 'pending' and o.due_at <= now() and (o.leased_until is null or o.leased_until < now())`;
const LEASE_THEM = `
  update outbox o set leased_until = now() + ${LEASE}, attempts = o.attempts + 1
  from free, unhurried where o.id = free.id
  returning o.id::text as id, o.case_id as "caseId", o.attempts, o.payload,
    extract(epoch from clock_timestamp() - o.created_at)::float as "ageSeconds",
    (${IS_CURRENT}) as current, (${HAS_MORE}) as more`;

/** The first waiting message of each of these cases, where it is due and free. A stuck one holds up its own case only. */
export function claimOfCases(db: Db, caseIds: readonly string[]): Promise<Claimed[]> {
  return claim(
    db,
    `
    with unhurried as (${UNHURRIED}),
    head as (
      select distinct on (case_id) id from outbox
      where case_id = any(?::uuid[]) and state in ('pending', 'stuck') order by case_id, id),
    free as (select o.id from outbox o join head using (id) where ${IS_FREE} for update of o skip locked)
    ${LEASE_THEM}`,
    [`{${caseIds.join(',')}}`],
  );
}

/** What is due, whosever it is: after a start, after an outage, and where a nudge was lost. */
export function claimDue(db: Db, limit: number): Promise<Claimed[]> {
  return claim(
    db,
    `
    with unhurried as (${UNHURRIED}),
    free as (
      select o.id from outbox o
      where ${IS_FREE} and not exists (
        select 1 from outbox e where e.case_id = o.case_id and e.id < o.id and e.state in ('pending', 'stuck'))
      order by o.due_at, o.id limit ? for update of o skip locked)
    ${LEASE_THEM}`,
    [limit],
  );
}

async function claim(db: Db, sql: string, params: readonly unknown[]): Promise<Claimed[]> {
  const found = await rows<Omit<Claimed, 'message'> & { payload: unknown }>(db.orm.em.fork(), sql, params);
  return found.map(({ payload, ...row }) => ({ ...row, message: messageSchema.safeParse(payload).data ?? null }));
}

/** Ends the lease of each, with what became of it. */
export async function settle(db: Db, settled: readonly Settled[]): Promise<void> {
  const entries = settled.map((entry) => ({ ...entry, retryInMs: entry.state === 'pending' ? entry.retryInMs : 0 }));
  await rows(
    db.orm.em.fork(),
    `
    with unhurried as (${UNHURRIED}),
    entry as (
      select * from jsonb_to_recordset(?::jsonb) as e(id bigint, state text, result text, "retryInMs" int))
    update outbox o set state = entry.state, result = entry.result, leased_until = null,
      due_at = case when entry.state = 'pending' then now() + entry."retryInMs" * interval '1 millisecond' else o.due_at end,
      delivered_at = case when entry.state = 'delivered' then now() end
    from entry, unhurried where o.id = entry.id and o.state = 'pending'`,
    [JSON.stringify(entries)],
  );
}
