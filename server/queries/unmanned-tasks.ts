import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { NOBODY_ANSWERS } from '#server/db/persons.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { selvesOf } from '#server/domain/deputies.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { groupView } from './group-view.ts';
import type { GroupView } from './group-view.ts';

/** A task on which nobody can act. */
export type UnmannedTask = {
  readonly taskId: string;
  readonly caseId: string;
  readonly number: string;
  readonly name: string;
  readonly posts: readonly GroupView[];
  readonly since: string;
  readonly dueAt: string | null;
};

type Row = Omit<UnmannedTask, 'posts' | 'since' | 'dueAt'> & { candidates: string[]; since: Date; dueAt: Date | null };

/** The supervision list: tasks that opened with nobody there, until somebody is appointed. Without titles: who keeps it decides nothing. */
export async function unmannedTasks(db: Db, actor: Actor): Promise<{ readonly items: readonly UnmannedTask[] } | Refusal> {
  if (!may(actor, 'read', 'Operations', {})) return refuse('forbidden', { reason: 'may_not_operate' });
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const found = await rows<Row>(
    db.orm.em.fork(),
    `select t.id as "taskId", t.case_id as "caseId", f.number, t.name, t.candidates, t.unmanned_at as since, t.due_at as "dueAt"
     from task t join case_file f on f.id = t.case_id
     where t.state = 'open' and t.unmanned_at is not null and ${NOBODY_ANSWERS} and not f.kept_from && ?::text[]
     order by t.unmanned_at limit 200`,
    [today, today, selvesOf(actor)],
  );
  return {
    items: found.map(({ candidates, since, dueAt, ...row }) => ({
      ...row,
      posts: candidates.map((group) => groupView(db, group)),
      since: since.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
    })),
  };
}
