import { may } from '#server/auth/ability.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notify } from '#server/db/notices.ts';
import { record } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { refuseOperation } from '#server/domain/operations.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { cannotUrge } from '#server/domain/urging.ts';

export type Urged = { readonly id: string; readonly nth: number };

/** The applicant asks whoever has the case in hand to get on with it (催办); who that is need not be known. */
export async function urgeCase(db: Db, actor: Actor, input: { readonly caseId: string }): Promise<Urged | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, input.caseId);
    if (!file || !may(actor, 'read', 'Case', file)) return refuse('not_found', { reason: 'case_not_found' });
    const applies = actor.groups.some((group) => organisationOf(group) === file.applicantId);
    const refused = refuseOperation('open', [applies ? 'applicant' : 'reader'], 'urge');
    if (refused) return refused;
    if (hasEnded(file.state)) return refuse('wrong_state', { reason: 'case_ended' });
    const { tasks, events, clocks } = await partsOf(tx.em, file.id, ['tasks', 'events', 'clocks']);
    const waiting = tasks.filter(
      ({ state, asked }) => state === 'open' && asked.some((group) => organisationOf(group) !== file.applicantId),
    );
    if (waiting.length === 0) return refuse('wrong_state', { reason: 'waits_for_you' });
    const earlier = events.filter(({ type }) => type === 'case.urged').map(({ at }) => at);
    const why = cannotUrge(earlier, tx.at, tx.reference.calendar.timezone);
    if (why) return refuse('wrong_state', { reason: why });

    for (const task of waiting) {
      const clock = clocks.find(({ limitKey, state }) => limitKey === task.limitKey && state === 'running');
      if (!clock?.dueAt) continue;
      for (const group of task.asked) {
        tx.writes.run(
          `insert into reminder (id, case_id, clock_id, group_id, kind, due_at, created_at) values (?, ?, ?, ?, 'urged', ?, ?)
           on conflict (clock_id, group_id, kind, due_at) do update set created_at = excluded.created_at`,
          [tx.newId(), file.id, clock.id, group, clock.dueAt, tx.at],
        );
      }
    }
    const nth = earlier.length + 1;
    record(tx, file, actor.accountId, { type: 'case.urged', data: { nth } });
    for (const task of waiting) {
      notify(tx, file, { kind: 'urged', source: `urged:${task.id}:${nth}`, taskId: task.id, groups: task.asked, except: task.barred });
    }
    tx.announce({ kind: 'case.changed', caseId: file.id, groups: [...actor.groups] });
    return { id: file.id, nth };
  });
}
