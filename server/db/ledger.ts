import { organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { isId } from '#server/domain/ids.ts';
import { attemptOf, sameAttempt, sameLateness } from '#server/domain/ledger.ts';
import type { LedgerKind } from '#server/domain/ledger.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { CaseClock } from './entities/clock.ts';
import { rows, run } from './orm.ts';
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
      accountId: null,
      post: posts[0] ?? null,
      detail: { clockId: clock.id, dueAt: dueAt.toISOString(), element: clock.untilElement },
      sameness: sameLateness(clock.id, organisationId, dueAt),
    });
  }
}

/**
 * A decision was refused, and its transaction is gone with it: what it tried is noted in one of its own. The answer to the
 * request is not kept there, it stays what it was.
 */
export async function noteRefusedDecision(
  { beforeCommit: _beforeCommit, ...db }: Db,
  actor: Actor,
  tried: { readonly taskId: string; readonly outcome: string },
  refusal: Refusal,
): Promise<void> {
  const attempt = attemptOf(refusal, tried.outcome);
  if (!attempt || !isId(tried.taskId)) return;
  await transact(db, async (tx) => {
    const [task] = await rows<{ caseId: string; element: string }>(tx.em, 'select case_id as "caseId", element from task where id = ?', [
      tried.taskId,
    ]);
    if (!task) return;
    const today = dayOf(tx.at, tx.reference.calendar.timezone);
    await keep(tx, {
      ...attempt,
      caseId: task.caseId,
      taskId: tried.taskId,
      organisationId: actor.organisationId,
      accountId: actor.accountId,
      post: actor.groups[0] ?? null,
      detail: { element: task.element, outcome: /^[a-z_]{1,40}$/.test(tried.outcome) ? tried.outcome : '' },
      sameness: sameAttempt(attempt, actor.accountId, tried.taskId, today),
    });
  });
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
