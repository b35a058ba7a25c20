import { setTimeout as pause } from 'node:timers/promises';
import type { TestInstallation } from '../../support/installation.ts';
import { signIn } from '../support/client.ts';
import type { Person } from '../support/client.ts';
import { countAnew, crowdRows, during, lookAtNothing, newCrowd, workOnce } from '../support/crowd.ts';
import type { Crowd } from '../support/crowd.ts';
import { timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { withInstallation } from '../support/installation.ts';
import { pick, seededChance } from '../support/random.ts';
import type { Effort, Section } from '../support/section.ts';
import { conditionalEntries, hireStaff, SHARING } from '../support/staff.ts';
import type { Clerk, Entry } from '../support/staff.ts';
import { applicationFor, fileCase } from '../support/walk.ts';
import type { Answers, Item } from '../support/walk.ts';

/** So many cases are open at any time: one is filed for each that finishes. */
const OPEN_CASES = 400;
const LAST_STEP = 'provision';

export const working: Section = {
  name: 'working',
  title: 'working: 50 people at once without a pause: read the inbox, open a task, decide; everything on this machine',
  run: (effort) => withInstallation((installation) => minute(installation, effort)),
};

type Day = {
  readonly crowd: Crowd;
  /** Cases that wait to be filed. */
  toFile: number;
  readonly entries: readonly Entry[];
  readonly applications: Map<string, Answers>;
  /** Each case by who asks for what: answers to the forms of its steps depend on that. */
  readonly kindOf: Map<string, string>;
};

async function minute({ url, dataDir, superuserUrl }: TestInstallation, { quick, seed, say }: Effort): Promise<Row[]> {
  const [warmUpMs, measuredMs] = quick ? [6_000, 10_000] : [20_000, 60_000];
  const staff = await hireStaff(superuserUrl, SHARING);
  const day: Day = {
    crowd: newCrowd(),
    toFile: quick ? 150 : OPEN_CASES,
    entries: await conditionalEntries(superuserUrl),
    applications: new Map(),
    kindOf: new Map(),
  };
  say(`working: ${staff.length} people sign in`);
  const people = await Promise.all(
    staff.map(async (clerk, index) => ({ clerk, person: await signIn(url, clerk.username), chance: seededChance(seed + index) })),
  );
  const filers = people.filter(({ clerk }) => clerk.role === 'dept_applicant');
  while (day.toFile > 0) await Promise.all(filers.map(({ clerk, person, chance }) => fileOne(day, clerk, person, chance)));

  say('working: warming up');
  const working = people.map(({ clerk, person, chance }) => workOn(day, clerk, person, chance));
  working.push(lookAtNothing(day.crowd, url));
  // A failure of anybody ends the section at once.
  const failed = Promise.all(working);
  await Promise.race([pause(warmUpMs), failed]);
  countAnew(day.crowd);
  const { usage, seconds } = await during(url, dataDir, async () => {
    say(`working: ${measuredMs / 1000} seconds`);
    await Promise.race([pause(measuredMs), failed]);
  });
  const { times } = day.crowd;
  day.crowd.over = true;
  await failed;
  for (const { person } of people) person.close();
  return [
    valueRow('decisions', '/s', times.decision.length / seconds, { n: times.decision.length, limits: [{ of: 'value', atLeast: 80 }] }),
    timesRow('one decision', times.decision, { limits: [{ of: 'p95', atMost: 500 }] }),
    ...crowdRows(day.crowd),
    ...usage(times.decision.length),
  ];
}

/** One person's minute: what is waiting to be filed first, then the inbox. */
async function workOn(day: Day, clerk: Clerk, person: Person, chance: () => number): Promise<void> {
  const worker = { person, chance, decided: new Set<string>(), kindOf: (task: Item) => day.kindOf.get(task.case.id) ?? '' };
  while (!day.crowd.over) {
    if (clerk.role === 'dept_applicant' && day.toFile > 0) await fileOne(day, clerk, person, chance);
    const done = await workOnce(day.crowd, worker);
    if (done?.element === LAST_STEP) day.toFile += 1;
  }
}

/** Applies to another department: within one's own the bureau's leader would have to decide. */
async function fileOne(day: Day, clerk: Clerk, person: Person, chance: () => number): Promise<void> {
  day.toFile -= 1;
  const entry =
    pick(
      chance,
      day.entries.filter(({ provider }) => provider !== clerk.organisation),
    )?.id ?? '';
  const key = `${person.username} ${entry}`;
  const answers = day.applications.get(key) ?? (await applicationFor(person, entry));
  day.applications.set(key, answers);
  const { id, ms } = await fileCase(person, answers);
  day.crowd.times.file.push(ms);
  day.kindOf.set(id, `${clerk.organisation} ${entry}`);
}
