import { attendClocks } from '#server/commands/attend-clocks.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { DemoClock } from './clock.ts';
import { play, reached } from './stage.ts';
import type { Cast } from './stage.ts';
import type { DatedScene } from './timeline.ts';

type Progress = (scene: DatedScene, nth: number) => void;

/** The scenes that the record does not know, in order: each is an event of that person at that very instant. */
export async function scenesLeft(db: Pick<Db, 'orm'>, timeline: readonly DatedScene[]): Promise<DatedScene[]> {
  const played = await playedScenes(db, timeline);
  return timeline.filter((scene) => !played.has(scene));
}

/**
 * Plays what is left, scene by scene, while time passes on the demo's clock: reminders and what lapses come when they are due.
 * After each scene the engine is waited for, so that what it opens carries the date of what brought it about.
 */
export async function loadStories(
  db: Db,
  clock: DemoClock,
  timeline: readonly DatedScene[],
  loadedAt: Date,
  progress: Progress,
): Promise<void> {
  const played = await playedScenes(db, timeline);
  const casts = new Map(timeline.map(({ story }) => [story, new Map<string, string>()]));
  for (const [index, scene] of timeline.entries()) {
    const cast: Cast = casts.get(scene.story) ?? new Map();
    const known = played.get(scene);
    if (known === undefined) await passTo(db, clock, scene.at);
    const caseId = known ?? (await play({ ...db, now: () => scene.at }, scene, cast));
    cast.set(scene.about, caseId);
    // What was played before a stop may still be on its way; the next thing that was played shows that it arrived.
    if (known === undefined || !laterPlayed(scene, timeline.slice(index + 1), played)) {
      for (const need of scene.until) await reached(db, caseId, need);
    }
    if (known === undefined) progress(scene, index + 1);
  }
  await passTo(db, clock, loadedAt);
}

function laterPlayed(scene: DatedScene, later: readonly DatedScene[], played: ReadonlyMap<DatedScene, string>): boolean {
  return later.some((other) => other.story === scene.story && other.about === scene.about && played.has(other));
}

/** Time passes, and stops wherever a clock of a case wants attention. */
async function passTo(db: Db, clock: DemoClock, instant: Date): Promise<void> {
  for (let at: Date | null = clock.now(); at !== null; at = await nextAttention(db, clock.now(), instant)) {
    clock.forwardTo(at);
    await attendClocks(db);
  }
  clock.forwardTo(instant);
}

async function nextAttention(db: Db, after: Date, until: Date): Promise<Date | null> {
  const [next] = await rows<{ at: Date | null }>(
    db.orm.em.fork(),
    'select min(attention_at) as at from clock where attention_at > ? and attention_at <= ?',
    [after, until],
  );
  return next?.at ?? null;
}

async function playedScenes(db: Pick<Db, 'orm'>, timeline: readonly DatedScene[]): Promise<Map<DatedScene, string>> {
  const found = await rows<{ caseId: string; actor: string; at: Date }>(
    db.orm.em.fork(),
    `select distinct case_id as "caseId", actor, at from event where at = any (?::timestamptz[])`,
    [timeline.map(({ at }) => at.toISOString())],
  );
  const byMark = new Map(found.map(({ caseId, actor, at }) => [`${actor} ${at.getTime()}`, caseId]));
  return new Map(
    timeline.flatMap((scene) => {
      const caseId = byMark.get(`${scene.who} ${scene.at.getTime()}`);
      return caseId === undefined ? [] : [[scene, caseId] as const];
    }),
  );
}
