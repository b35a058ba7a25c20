import { setTimeout as pause } from 'node:timers/promises';
import { entryAnswers } from '../../support/entry-answers.ts';
import { NO_QUESTION } from '../../support/sheet-answers.ts';
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
import { conditionalEntries, EVERYDAY, hireApplicants, hireStaff } from '../support/staff.ts';
import type { Clerk, Entry } from '../support/staff.ts';
import { applicationFor, fileCase } from '../support/walk.ts';
import type { Answers, Item } from '../support/walk.ts';

/** So long somebody reads and thinks between two things they do: a tenth of what people take. */
const THINKING_MS = { least: 2_000, most: 6_000 };
const OUTSIDE = 10;

export const everyday: Section = {
  name: 'everyday',
  title: 'everyday: 200 people over all four processes, each with 2 - 6 s of thinking between two things; everything on this machine',
  run: (effort) => withInstallation((installation) => twoMinutes(installation, effort)),
};

const USUAL = { conf_sheet: NO_QUESTION };

type City = { readonly crowd: Crowd; readonly entries: readonly Entry[]; readonly filed: Map<string, number> };
type Citizen = { readonly clerk: Clerk; readonly person: Person; readonly chance: () => number };

async function twoMinutes({ url, dataDir, superuserUrl }: TestInstallation, { quick, seed, say }: Effort): Promise<Row[]> {
  const [warmUpMs, measuredMs] = quick ? [15_000, 20_000] : [40_000, 120_000];
  const staff = [...(await hireStaff(superuserUrl, EVERYDAY)), ...(await hireApplicants(superuserUrl, OUTSIDE))];
  const city: City = { crowd: newCrowd(), entries: await conditionalEntries(superuserUrl), filed: new Map() };
  say(`everyday: ${staff.length} people sign in`);
  const people: Citizen[] = [];
  for (const [index, clerk] of staff.entries())
    people.push({ clerk, person: await signIn(url, clerk.username), chance: seededChance(seed + index) });
  say('everyday: warming up');
  const living = people.map((citizen) => liveOn(city, citizen));
  living.push(lookAtNothing(city.crowd, url));
  // A failure of anybody ends the section at once.
  const failed = Promise.all(living);
  await Promise.race([pause(warmUpMs), failed]);
  countAnew(city.crowd);
  city.filed.clear();
  const { usage, seconds } = await during(url, dataDir, async () => {
    say(`everyday: ${measuredMs / 1000} seconds`);
    await Promise.race([pause(measuredMs), failed]);
  });
  const { times, unanswered } = city.crowd;
  city.crowd.over = true;
  await failed;
  for (const { person } of people) person.close();
  return [
    timesRow('one decision', times.decision, { limits: [{ of: 'p95', atMost: 500 }] }),
    valueRow('decisions', '/s', times.decision.length / seconds, { n: times.decision.length, note: `filed: ${listed(city.filed)}` }),
    ...crowdRows(city.crowd),
    valueRow('tasks that no example answered', 'count', total(unanswered), {
      note: listed(unanswered),
      limits: [{ of: 'value', atMost: 0 }],
    }),
    ...usage(times.decision.length),
  ];
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}

async function liveOn(city: City, { clerk, person, chance }: Citizen): Promise<void> {
  // Answers depend on what the case says, in these processes: each task's are its own.
  const worker = { person, chance, decided: new Set<string>(), kindOf: (task: Item) => task.id, usual: USUAL };
  // Not all at once: the first thing comes after a while of its own.
  await pause(chance() * THINKING_MS.most);
  while (!city.crowd.over) {
    if (clerk.role in FILES && chance() < 0.5) await fileOne(city, { clerk, person, chance });
    else await workOnce(city.crowd, worker);
    await pause(THINKING_MS.least + chance() * (THINKING_MS.most - THINKING_MS.least));
  }
}

type Filing = { readonly process: string; readonly answers: Answers };

/** What each of these roles begins. */
const FILES: Readonly<Record<string, (city: City, citizen: Citizen) => Promise<Filing>>> = {
  dept_applicant: async ({ entries }, { clerk, person, chance }) => ({
    process: 'conditional-share',
    answers: await applicationFor(
      person,
      oneOf(
        chance,
        entries.filter(({ provider }) => provider !== clerk.organisation),
      ),
    ),
  }),
  catalogue_compiler: async ({ entries }, { clerk, person, chance }) => {
    if (chance() < 0.5)
      return {
        process: 'catalogue-review',
        answers: entryAnswers({ name: `${someWord(chance)}服务点分布` }),
      };
    const own = oneOf(
      chance,
      entries.filter(({ provider }) => provider === clerk.organisation),
    );
    return {
      process: 'confidentiality-review',
      answers: { ...(await applicationFor(person, own, 'confidentiality_review')), ...NO_QUESTION },
    };
  },
  external_applicant: async ({ entries }, { person, chance }) => ({
    process: 'directional-open',
    answers: await applicationFor(
      person,
      oneOf(
        chance,
        entries.filter(({ opens }) => opens),
      ),
      'open_application',
    ),
  }),
};

/** Names that differ in a number only are refused as the same. */
function someWord(chance: () => number): string {
  return Array.from({ length: 6 }, () => String.fromCodePoint(0x4e00 + Math.floor(chance() * 20_000))).join('');
}

async function fileOne(city: City, citizen: Citizen): Promise<void> {
  const { process, answers } = (await FILES[citizen.clerk.role]?.(city, citizen)) ?? never(citizen.clerk.role);
  const { ms } = await fileCase(citizen.person, answers, process);
  city.crowd.times.file.push(ms);
  city.filed.set(process, (city.filed.get(process) ?? 0) + 1);
}

function oneOf(chance: () => number, entries: readonly Entry[]): string {
  return pick(chance, entries)?.id ?? never('entry');
}

function never(what: string): never {
  throw new Error(`there is no ${what} to choose`);
}
