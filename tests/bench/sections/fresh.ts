import type { TestInstallation } from '../../support/installation.ts';
import { signIn } from '../support/client.ts';
import type { Person } from '../support/client.ts';
import { valueRow, timesRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { withInstallation } from '../support/installation.ts';
import type { Effort, Section } from '../support/section.ts';
import { applicationFor, decide, ENTRY, fileCase, FILER, gatherCast, readInbox, STEPS, untilInInbox } from '../support/walk.ts';
import type { Answers, Cast } from '../support/walk.ts';

const WALKERS = 6;

/** Whether anybody still sees in an inbox what was decided, once the decision was answered. */
export const fresh: Section = {
  name: 'fresh',
  title: 'fresh: inboxes read at once after the answer to a decision, on other connections',
  run: (effort) => withInstallation((installation) => check(installation, effort)),
};

type Tally = { checks: number; stale: number; readonly decided: string[]; readonly ms: number[] };

async function check({ url }: TestInstallation, { quick, say }: Effort): Promise<Row[]> {
  const wanted = quick ? 500 : 10_000;
  const tally: Tally = { checks: 0, stale: 0, decided: [], ms: [] };
  const filer = await signIn(url, FILER);
  const answers = await applicationFor(filer, ENTRY);
  const progress = setInterval(() => say(`fresh: ${tally.checks} of ${wanted} checks`), 10_000);
  const end = Date.now() + (quick ? 60_000 : 180_000);
  const cast = await gatherCast(url);
  try {
    await Promise.all(
      Array.from({ length: WALKERS }, async () => {
        const readers = openReaders(cast);
        while (tally.checks < wanted && Date.now() < end) await walk(filer, answers, readers, tally);
        for (const reader of readers.values()) reader.forEach((person) => person.close());
      }),
    );
  } finally {
    clearInterval(progress);
    filer.close();
    cast.close();
  }
  return [
    valueRow('stale reads', 'count', tally.stale, {
      n: tally.checks,
      limits: [{ of: 'value', atMost: 0 }],
      note: `${tally.decided.length} decided tasks${tally.checks < wanted ? `, ended early: ${wanted} checks were wanted` : ''}`,
    }),
    timesRow('the read after a decision', tally.ms, { note: `${WALKERS} at once` }),
  ];
}

/** For each person who decides: the connection that decides, and four that only read. */
function openReaders(cast: Cast): Map<string, Person[]> {
  const usernames = [...new Set(STEPS.map((step) => step.username))];
  return new Map(usernames.map((username) => [username, Array.from({ length: 5 }, () => cast.of(username).another())]));
}

async function walk(filer: Person, answers: Answers, readers: ReadonlyMap<string, readonly Person[]>, tally: Tally): Promise<void> {
  const { id } = await fileCase(filer, answers);
  for (const step of STEPS) {
    const [decider, ...others] = readers.get(step.username) ?? [];
    if (!decider) throw new Error(`${step.username} is not here`);
    const task = await untilInInbox(decider, id, step.element);
    await decide(decider, task, step.outcome, ENTRY);
    tally.decided.push(task.id);
    await Promise.all(
      others.map(async (reader, index) => {
        const began = performance.now();
        const shown = await shows(reader, index, task.id);
        tally.ms.push(performance.now() - began);
        tally.checks += 1;
        if (shown) tally.stale += 1;
      }),
    );
  }
}

/** Both orders, the list for programs and the page for people. */
async function shows(reader: Person, way: number, taskId: string): Promise<boolean> {
  if (way === 0) return (await reader.page('/inbox')).body.includes(taskId);
  const items = await readInbox(reader, way === 1 ? 'sort=due&limit=100' : 'sort=newest&limit=100');
  return items.some((item) => item.id === taskId);
}
