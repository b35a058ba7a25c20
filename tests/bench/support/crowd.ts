import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, Refused } from './client.ts';
import type { Person } from './client.ts';
import { timesRow, valueRow } from './figures.ts';
import type { Row } from './figures.ts';
import { readMetrics } from './metrics.ts';
import { processorSeconds } from './process-usage.ts';
import { pick } from './random.ts';
import { decisionOf, readInbox, readTask } from './walk.ts';
import type { Answers, Item, Reading } from './walk.ts';

/** Who has nothing to do looks again after a while. */
const IDLE_MS = 200;

/** What the server says when somebody else was quicker: the place is taken, the task out of sight or decided. */
const LATE = [403, 404, 409];

export type Times = {
  readonly inbox: number[];
  readonly task: number[];
  readonly decision: number[];
  readonly file: number[];
  readonly empty: number[];
};

/** What many people do at once, and how long it takes them. */
export type Crowd = {
  times: Times;
  conflicts: number;
  idle: number;
  stale: number;
  checks: number;
  over: boolean;
  /** Decisions that no example of the form satisfied, by step. */
  readonly unanswered: Map<string, number>;
};

export function newCrowd(): Crowd {
  return { ...nothingYet(), over: false, unanswered: new Map() };
}

/** From now on: what went before was the warming up. */
export function countAnew(crowd: Crowd): void {
  Object.assign(crowd, nothingYet());
}

function nothingYet(): Omit<Crowd, 'over' | 'unanswered'> {
  return { times: { inbox: [], task: [], decision: [], file: [], empty: [] }, conflicts: 0, idle: 0, stale: 0, checks: 0 };
}

/** One person, whose answers are kept by `kindOf` case, and what they decided before. */
export type Worker = {
  readonly person: Person;
  readonly chance: () => number;
  readonly decided: Set<string>;
  readonly kindOf: (task: Item) => string;
  /** What they say otherwise than the form's example, by step. */
  readonly usual?: Readonly<Record<string, Answers>>;
};

/** Looks into the inbox, opens a task and decides it. Resolves with the task; null where there was none or another was quicker. */
export async function workOnce(crowd: Crowd, { person, chance, decided, kindOf, usual = {} }: Worker): Promise<Item | null> {
  const { times } = crowd;
  const began = performance.now();
  const items = await readInbox(person, 'limit=25');
  times.inbox.push(performance.now() - began);
  if (decided.size > 0) crowd.checks += 1;
  if (items.some((item) => decided.has(item.id))) crowd.stale += 1;
  const task = pick(chance, items);
  if (!task) {
    crowd.idle += 1;
    await pause(IDLE_MS);
    return null;
  }
  const opened = performance.now();
  const reading = await readTask(person, task, null, kindOf(task)).catch(lateFor);
  times.task.push(performance.now() - opened);
  if (reading === null) {
    crowd.conflicts += 1;
    return null;
  }
  const decide = (read: Reading) =>
    person.ask('POST', `/tasks/${task.id}/decision`, decisionOf({ ...read, answers: { ...read.answers, ...usual[task.element ?? ''] } }));
  let reply = await decide(reading);
  // Told that this cannot be decided yet, people take the next of what is offered.
  for (const other of reading.others) {
    if (reply.status !== 422) break;
    const again = await readTask(person, task, other, kindOf(task)).catch(lateFor);
    if (again !== null) reply = await decide(again);
  }
  if (LATE.includes(reply.status)) {
    crowd.conflicts += 1;
    return null;
  }
  if (reply.status === 422) {
    crowd.unanswered.set(task.element ?? '', (crowd.unanswered.get(task.element ?? '') ?? 0) + 1);
    return null;
  }
  if (reply.status !== 200) throw new Error(`${person.username} cannot decide ${task.element}: ${reply.status} ${reply.body}`);
  times.decision.push(reply.ms);
  decided.add(task.id);
  return task;
}

/** Between the look into the inbox and the opening somebody else may have decided; anything else is a fault. */
function lateFor(error: unknown): null {
  if (error instanceof Refused && LATE.includes(error.status)) return null;
  throw error;
}

/** What the crowd did beside deciding, and what it cost: the same rows whoever the people are. */
export function crowdRows({ times, conflicts, idle, stale, checks }: Crowd): Row[] {
  return [
    timesRow('inbox read', times.inbox),
    timesRow('task opened', times.task),
    timesRow('case filed', times.file),
    timesRow('  baseline: empty answer (/healthz) meanwhile', times.empty),
    valueRow('stale reads', 'count', stale, { n: checks, limits: [{ of: 'value', atMost: 0 }] }),
    valueRow('somebody else was quicker', 'count', conflicts, { note: `${idle} looks into an empty inbox` }),
  ];
}

/** Processor time of every part and the delay of the server's event loop while `work` goes on. */
export async function during(url: string, dataDir: string, work: () => Promise<void>) {
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

/** What an answer costs that asks nothing, in the same crowd. */
export async function lookAtNothing(crowd: Crowd, url: string): Promise<void> {
  const plain = connect(url);
  while (!crowd.over) {
    crowd.times.empty.push((await plain.send('GET', '/healthz')).ms);
    await pause(100);
  }
  plain.close();
}
