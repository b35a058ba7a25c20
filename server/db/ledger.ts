import { organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { attemptOf, sameAttempt, sameLateness } from '#server/domain/ledger.ts';
import type { LedgerKind } from '#server/domain/ledger.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { CaseFile } from './entities/case-file.ts';
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

/** A limit passed its due instant: an entry for each department that was to answer, in the transaction that notices it. */
export async function noteLateAnswer(tx: Tx, file: CaseFile, clock: CaseClock, asked: readonly string[], dueAt: Date): Promise<void> {
  const byOrganisation = Map.groupBy(asked, organisationOf);
  for (const [organisationId, posts] of byOrganisation) {
    await keep(tx, {
      kind: 'late_answer',
      rule: clock.limitKey,
      caseId: file.id,
      taskId: null,
      organisationId,
      accountId: await onlyHolder(tx, posts),
      post: posts[0] ?? null,
      detail: { clockId: clock.id, dueAt: dueAt.toISOString(), element: clock.untilElement },
      sameness: sameLateness(clock.id, organisationId, dueAt),
    });
  }
}

/** What somebody tried: an act at a task, or (with no task) at a case; `outcome` says what they wanted. */
export type Tried = { readonly outcome: string } & ({ readonly taskId: string } | { readonly caseId: string });

/**
 * An act was refused, and its transaction is gone with it: what it tried is noted in one of its own. The answer to the
 * request is not kept there, it stays what it was.
 */
export async function noteRefusedAct(
  { beforeCommit: _beforeCommit, ...db }: Db,
  actor: Actor,
  tried: Tried,
  refusal: Refusal,
): Promise<void> {
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

/** The one person who holds the posts that were asked; null where several do, or nobody: then the post itself answers for it. */
async function onlyHolder(tx: Tx, posts: readonly string[]): Promise<string | null> {
  const today = todayOf(tx);
  const found = await rows<{ id: string }>(
    tx.em,
    `select distinct a.id from appointment p join account a on a.id = p.account_id and a.active
     where p.organisation_id || ':' || p.role = any (?) and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date) limit 2`,
    [[...posts], today, today],
  );
  return found.length === 1 ? (found[0]?.id ?? null) : null;
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
