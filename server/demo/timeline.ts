import { addWorkingDays, dayOf, isWorkingDay, officeInstant, officeMinutes } from '#server/domain/calendar.ts';
import type { Calendar, Day } from '#server/domain/calendar.ts';
import type { Need, Scene, Story } from './story.ts';

export type DatedScene = Scene & {
  readonly story: Story;
  readonly at: Date;
  /** What the same case must come to before anything else happens. */
  readonly until: readonly Need[];
};

const BETWEEN_MINUTES = 47;
const BETWEEN_STORIES_MS = 31_000;

/**
 * All scenes of all stories in the order in which they happen, each with an instant of its own: by it the record tells
 * later whether the scene was played. The last of them lies before the day on which the demo is loaded.
 */
export function timelineOf(stories: readonly Story[], calendar: Calendar, loadedAt: Date): DatedScene[] {
  const today = dayOf(loadedAt, calendar.timezone);
  const scenes = stories.flatMap((story, nth) => datedScenes(story, nth, calendar, today));
  const late = scenes.find(({ at }) => dayOf(at, calendar.timezone) >= today);
  if (late) throw new Error(`${late.story.key} reaches into the day on which it is loaded`);
  return scenes.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function datedScenes(story: Story, nth: number, calendar: Calendar, today: Day): DatedScene[] {
  let day = workingDaysBefore(calendar, today, story.began);
  // Not everybody begins the moment the office opens.
  let minutes = 6 + ((nth * 29) % 120);
  const dated: { scene: Scene; at: Date }[] = [];
  for (const entry of story.script) {
    if ('workingDays' in entry) {
      day = addWorkingDays(calendar, day, entry.workingDays);
      minutes = 6 + ((minutes * 7) % 140);
      continue;
    }
    if (minutes >= officeMinutes(calendar)) throw new Error(`too much on one day of ${story.key}`);
    dated.push({ scene: entry, at: new Date(officeInstant(calendar, day, minutes).getTime() + nth * BETWEEN_STORIES_MS) });
    minutes += BETWEEN_MINUTES;
  }
  return dated.map(({ scene, at }, index) => {
    const next = dated.slice(index + 1).find((later) => later.scene.about === scene.about)?.scene;
    const needs = [scene.then, next ? needOf(next) : (story.stands[scene.about] ?? null)];
    return { ...scene, story, at, until: needs.filter((need) => need !== null) };
  });
}

/** What a scene takes for granted. */
function needOf({ act }: Scene): Need | null {
  return 'step' in act ? { kind: 'step', step: act.step } : null;
}

function workingDaysBefore(calendar: Calendar, day: Day, n: number): Day {
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = n; left > 0; ) {
    at -= 86_400_000;
    if (isWorkingDay(calendar, new Date(at).toISOString().slice(0, 10))) left -= 1;
  }
  return new Date(at).toISOString().slice(0, 10);
}
