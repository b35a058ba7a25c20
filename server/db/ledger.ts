import { accountOf, organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { attemptOf, sameAttempt, sameLateness } from '#server/domain/ledger.ts';
import type { LedgerKind } from '#server/domain/ledger.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { CaseClock } from './entities/clock.ts';
import { rows, run } from './orm.ts';
import { todayOf } from './people.ts';
import { transact } from './transact.ts';
import type { Db, Tx } from './transact.ts';

type Entry = {
  readonly kind: LedgerKind;
  readonly rule: string;
  readonly caseId: string;
  readonly taskId: string | null;
  readonly organisationId: string;
  readonly accountId: string | null;
  readonly post: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly sameness: string;
};

/** An entry of a late answer, not yet written. */
export type LateAnswer = {
  readonly id: string;
  readonly rule: string;
  readonly case_id: string;
  readonly organisation_id: string;
  readonly posts: readonly string[];
  readonly post: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly at: Date;
  readonly day: string;
  readonly sameness: string;
};

/** A limit passed its due instant: an entry for each department that was to answer. */
export function lateAnswers(
  tx: Tx,
  clock: Pick<CaseClock, 'id' | 'caseId' | 'limitKey' | 'untilElement'>,
  asked: readonly string[],
  dueAt: Date,
): LateAnswer[] {
  return [...Map.groupBy(asked, organisationOf)].map(([organisationId, posts]) => ({
    id: tx.newId(),
    rule: clock.limitKey,
    case_id: clock.caseId,
    organisation_id: organisationId,
    posts,
    post: posts.find((post) => accountOf(post) === null) ?? null,
    detail: { clockId: clock.id, dueAt: dueAt.toISOString(), element: clock.untilElement },
    at: tx.at,
    day: todayOf(tx),
    sameness: sameLateness(clock.id, organisationId, dueAt),
  }));
}

/**
 * Writes them in the transaction that notices. The one person who has it in hand, or holds the posts that were asked, answers for it; where
 * several do, or nobody, the post itself does.
 */
export function writeLateAnswers(tx: Tx, late: readonly LateAnswer[]): void {
  if (late.length === 0) return;
  tx.writes.run(
    `insert into ledger_entry (id, kind, rule, case_id, task_id, organisation_id, account_id, post, detail, at, sameness)
     with r as materialized (
       select * from jsonb_to_recordset(?::jsonb) r (id uuid, rule text, case_id uuid, organisation_id text, posts text[], post text, detail jsonb,
         at timestamptz, day date, sameness text)),
     holder as (
       select r.id, p.account_id from r cross join unnest(r.posts) as asked join appointment p on p.organisation_id || ':' || p.role = asked
         and p.valid_from <= r.day and (p.valid_to is null or p.valid_to >= r.day)
       union select r.id, substring(asked from ':@(.*)') from r cross join unnest(r.posts) as asked),
     answering as (
       select h.id, case when count(*) = 1 then min(a.id) end as account_id from holder h join account a on a.id = h.account_id and a.active group by h.id)
     select r.id, 'late_answer', r.rule, r.case_id, null, r.organisation_id, w.account_id, r.post, r.detail, r.at, r.sameness
     from r left join answering w on w.id = r.id
     on conflict (sameness) do nothing`,
    [JSON.stringify(late)],
  );
}

/** What somebody tried: an act at a task, or (with no task) at a case; `outcome` says what they wanted. */
export type Tried = { readonly outcome: string } & ({ readonly taskId: string } | { readonly caseId: string });

/**
 * An act was refused, and its transaction is gone with it: what it tried is noted in one of its own. The answer to the
 * request is not kept there, it stays what it was.
 */
async function noteRefusedAct({ beforeCommit: _beforeCommit, ...db }: Db, actor: Actor, tried: Tried, refusal: Refusal): Promise<void> {
  const attempt = attemptOf(refusal, tried.outcome);
  const thingId = 'taskId' in tried ? tried.taskId : tried.caseId;
  if (!attempt || !isId(thingId)) return;
  await transact(db, async (tx) => {
    const [place] = await rows<{ caseId: string; taskId: string | null; element: string }>(
      tx.em,
      'taskId' in tried
        ? 'select case_id as "caseId", id as "taskId", element from task where id = ?'
        : `select id as "caseId", null as "taskId", '' as element from case_file where id = ?`,
      [thingId],
    );
    if (!place) return;
    await keep(tx, {
      ...attempt,
      caseId: place.caseId,
      taskId: place.taskId,
      organisationId: actor.organisationId,
      accountId: actor.accountId,
      post: actor.groups[0] ?? null,
      detail: { element: place.element, outcome: /^[a-z_]{1,40}$/.test(tried.outcome) ? tried.outcome : '' },
      sameness: sameAttempt(attempt, actor.accountId, thingId, todayOf(tx)),
    });
  });
}

/** One transaction for something that may be refused; what a refused one tried stands in the ledger. */
export async function transactNoted<Result>(db: Db, actor: Actor, tried: Tried, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const done = await transact(db, work);
  if (isRefusal(done)) await noteRefusedAct(db, actor, tried, done);
  return done;
}

async function keep(tx: Tx, entry: Entry): Promise<void> {
  await run(
    tx.em,
    `insert into ledger_entry (id, kind, rule, case_id, task_id, organisation_id, account_id, post, detail, at, sameness)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict (sameness) do nothing`,
    [
      tx.newId(),
      entry.kind,
      entry.rule,
      entry.caseId,
      entry.taskId,
      entry.organisationId,
      entry.accountId,
      entry.post,
      JSON.stringify(entry.detail),
      tx.at,
      entry.sameness,
    ],
  );
}
