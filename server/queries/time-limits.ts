import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { deadlineInForce } from '#server/domain/deadlines.ts';
import type { Deadline } from '#server/domain/deadlines.ts';

export type TimeLimits = {
  readonly limits: readonly (Deadline & { /** Steps of today's releases that run under it. */ readonly steps: readonly string[] })[];
};

/** Every time limit in force with the article on which it stands and where it is used. */
export function timeLimits(db: Db, _actor: Actor): Promise<TimeLimits> {
  const { deadlines, releases } = db.reference;
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const keys = [...new Set(deadlines.map(({ key }) => key))].toSorted();
  const limits = keys.flatMap((key) => {
    const limit = deadlineInForce(deadlines, key, today);
    const steps = releases.flatMap(({ definition }) => definition.steps.filter((step) => step.limit === key).map(({ name }) => name));
    return limit ? [{ ...limit, steps: [...new Set(steps)] }] : [];
  });
  return Promise.resolve({ limits: limits.toSorted((a, b) => Number(a.steps.length === 0) - Number(b.steps.length === 0)) });
}
