import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestInstallation } from '../../support/installation.ts';
import { connect, Refused, signIn } from '../support/client.ts';
import type { Person } from '../support/client.ts';
import { timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { withInstallation } from '../support/installation.ts';
import { readMetrics } from '../support/metrics.ts';
import { processorSeconds } from '../support/process-usage.ts';
import { pick, seededChance } from '../support/random.ts';
import type { Effort, Section } from '../support/section.ts';
import { conditionalEntries, hireStaff } from '../support/staff.ts';
import type { Clerk, Entry } from '../support/staff.ts';
import { applicationFor, decisionOf, fileCase, readInbox, readTask } from '../support/walk.ts';
import type { Answers } from '../support/walk.ts';

/** So many cases are open at any time: one is filed for each that finishes. */
const OPEN_CASES = 400;
/** Who has nothing to do looks again after a while. */
const IDLE_MS = 200;
const LAST_STEP = 'provision';

export const working: Section = {
  name: 'working',
  title: 'working: 50 people at once without a pause: read the inbox, open a task, decide; everything on this machine',
  run: (effort) => withInstallation((installation) => minute(installation, effort)),
};

type Times = {
  readonly inbox: number[];
  readonly task: number[];
  readonly decision: number[];
  readonly file: number[];
  readonly empty: number[];
};
type Day = {
  times: Times;
  conflicts: number;
  idle: number;
  stale: number;
  checks: number;
  /** Cases that wait to be filed. */
  toFile: number;
  over: boolean;
  readonly entries: readonly Entry[];
  readonly applications: Map<string, Answers>;
  /** Each case by who asks for what: answers to the forms of its steps depend on that. */
  readonly kindOf: Map<string, string>;
};

async function minute({ url, dataDir, superuserUrl }: TestInstallation, { quick, seed, say }: Effort): Promise<Row[]> {
  const [warmUpMs, measuredMs] = quick ? [6_000, 10_000] : [20_000, 60_000];
  const staff = await hireStaff(superuserUrl);
  const day: Day = {
    times: noTimes(),
    conflicts: 0,
    idle: 0,
    stale: 0,
    checks: 0,
    toFile: quick ? 150 : OPEN_CASES,
    over: false,
    entries: await conditionalEntries(superuserUrl),
    applications: new Map(),
    kindOf: new Map(),
  };
  say(`working: ${staff.length} people sign in`);
  const people = await Promise.all(
    staff.map(async (clerk, index) => ({ clerk, person: await signIn(url, clerk.username), chance: seededChance(seed + index) })),
  );
  const filers = people.filter(({ clerk }) => clerk.files);
  while (day.toFile > 0) await Promise.all(filers.map(({ clerk, person, chance }) => fileOne(day, clerk, person, chance)));

  say('working: warming up');
  const working = people.map(({ clerk, person, chance }) => workOn(day, clerk, person, chance));
  working.push(lookAtNothing(day, url));
  // A failure of anybody ends the section at once.
  const failed = Promise.all(working);
  await Promise.race([pause(warmUpMs), failed]);
  Object.assign(day, { times: noTimes(), conflicts: 0, idle: 0, stale: 0, checks: 0 });
  const { usage, seconds } = await during(url, dataDir, async () => {
    say(`working: ${measuredMs / 1000} seconds`);
    await Promise.race([pause(measuredMs), failed]);
  });
  const { times, conflicts, idle, stale, checks } = day;
  day.over = true;
  await failed;
  for (const { person } of people) person.close();
  return [
    valueRow('decisions', '/s', times.decision.length / seconds, { n: times.decision.length, limits: [{ of: 'value', atLeast: 80 }] }),
    timesRow('one decision', times.decision, { limits: [{ of: 'p95', atMost: 500 }] }),
    timesRow('inbox read', times.inbox),
    timesRow('task opened', times.task),
    timesRow('case filed', times.file),
    timesRow('  baseline: empty answer (/healthz) meanwhile', times.empty),
    valueRow('stale reads', 'count', stale, { n: checks, limits: [{ of: 'value', atMost: 0 }] }),
    valueRow('somebody else was quicker', 'count', conflicts, { note: `${idle} looks into an empty inbox` }),
    ...usage(times.decision.length),
  ];
}

function noTimes(): Times {
  return { inbox: [], task: [], decision: [], file: [], empty: [] };
}

/** Processor time of every part and the delay of the server's event loop while `work` goes on. */
async function during(url: string, dataDir: string, work: () => Promise<void>) {
  await readMetrics(url);
  const before = processorSeconds(dataDir);
  const ours = process.cpuUsage();
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  const after = processorSeconds(dataDir);
  const { user, system } = process.cpuUsage(ours);
  const metrics = await readMetrics(url);
  const used = [
    ['server', after.server - before.server],
    ['database', after.postgres - before.postgres],
    ['engine', after.broker - before.broker],
    ['this bench itself', (user + system) / 1e6],
  ] as const;
  function usage(decisions: number): Row[] {
    const perDecision = (spent: number): string =>
      `${((spent * 1000) / decisions).toFixed(1)} ms a decision, ${((spent / seconds) * 100).toFixed(0)} % of one core`;
    const lag = ['p50', 'p99', 'max'].map(
      (name) => `${name} ${((metrics.get(`nodejs_eventloop_lag_${name}_seconds`) ?? Number.NaN) * 1000).toFixed(0)}`,
    );
    return [
      ...used.map(([name, spent]) => valueRow(`processor time: ${name}`, 's', spent, { note: perDecision(spent) })),
      valueRow("delay of the server's event loop, mean", 'ms', (metrics.get('nodejs_eventloop_lag_mean_seconds') ?? Number.NaN) * 1000, {
        note: lag.join(', '),
      }),
    ];
  }
  return { usage, seconds };
}

/** One person's minute: what is waiting to be filed first, then the inbox. */
async function workOn(day: Day, clerk: Clerk, person: Person, chance: () => number): Promise<void> {
  const decided = new Set<string>();
  while (!day.over) {
    if (clerk.files && day.toFile > 0) await fileOne(day, clerk, person, chance);
    await workOnce(day, person, chance, decided);
  }
}

async function workOnce(day: Day, person: Person, chance: () => number, decided: Set<string>): Promise<void> {
  const { times } = day;
  const began = performance.now();
  const items = await readInbox(person, 'limit=25');
  times.inbox.push(performance.now() - began);
  if (decided.size > 0) day.checks += 1;
  if (items.some((item) => decided.has(item.id))) day.stale += 1;
  const task = pick(chance, items);
  if (!task) {
    day.idle += 1;
    await pause(IDLE_MS);
    return;
  }
  const opened = performance.now();
  const kind = day.kindOf.get(task.case.id) ?? '';
  const reading = await readTask(person, task, null, kind).catch(lateFor);
  times.task.push(performance.now() - opened);
  if (reading === null) {
    day.conflicts += 1;
    return;
  }
  const reply = await person.ask('POST', `/tasks/${task.id}/decision`, decisionOf(reading));
  if (reply.status === 409) {
    day.conflicts += 1;
    return;
  }
  if (reply.status !== 200) throw new Error(`${person.username} cannot decide ${task.element}: ${reply.status} ${reply.body}`);
  times.decision.push(reply.ms);
  decided.add(task.id);
  if (task.element === LAST_STEP) day.toFile += 1;
}

/** Between the look into the inbox and the opening somebody else may have decided; anything else is a fault. */
function lateFor(error: unknown): null {
  if (error instanceof Refused && [403, 404, 409].includes(error.status)) return null;
  throw error;
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
  day.times.file.push(ms);
  day.kindOf.set(id, `${clerk.organisation} ${entry}`);
}

/** What an answer costs that asks nothing, in the same crowd. */
async function lookAtNothing(day: Day, url: string): Promise<void> {
  const plain = connect(url);
  while (!day.over) {
    day.times.empty.push((await plain.send('GET', '/healthz')).ms);
    await pause(100);
  }
  plain.close();
}
