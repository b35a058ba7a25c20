import { connect, signIn } from '../support/client.ts';
import type { Connection, Person } from '../support/client.ts';
import { withDatabases } from '../support/database.ts';
import type { Database } from '../support/database.ts';
import { spreadOf, timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { addOpenTasks, addReader, READER } from '../support/open-tasks.ts';
import type { Effort, Section } from '../support/section.ts';
import { withServer } from '../support/servers.ts';
import { readInbox } from '../support/walk.ts';

const JSON_LIMIT = { of: 'p99', atMost: 25 } as const;
const HTML_LIMIT = { of: 'p99', atMost: 60 } as const;
const GROWTH = { of: 'value', atMost: 1.3 } as const;
/** Rounds go over all sizes in turn, in blocks: what disturbs the machine for a while disturbs every size alike. */
const JSON_BLOCK = 25;
const HTML_BLOCK = 10;

/** Whether the first page stays as fast when the heap of open tasks grows a hundredfold. */
export const inbox: Section = {
  name: 'inbox',
  title: 'inbox: first page of 25 by due date, a person in 10 of 60 groups, one client',
  run: (effort) =>
    withDatabases(async ({ template, copy }) => {
      await addReader(template.superuserUrl);
      const sizes = effort.quick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000];
      const filled: { size: number; database: Database }[] = [];
      for (const size of sizes) {
        const before = filled.at(-1);
        effort.say(`inbox: writing ${size} open tasks`);
        const database = await copy(before?.database ?? template, `open_${size}`);
        await addOpenTasks(database.superuserUrl, (before?.size ?? 0) + 1, size);
        filled.push({ size, database });
      }
      return measured(filled, effort);
    }),
};

type Desk = {
  readonly size: number;
  readonly reader: Person;
  readonly plain: Connection;
  readonly json: number[];
  readonly html: number[];
  readonly empty: number[];
};

function measured(filled: readonly { size: number; database: Database }[], effort: Effort, desks: readonly Desk[] = []): Promise<Row[]> {
  const [next, ...rest] = filled;
  if (!next) return rounds(desks, effort);
  return withServer(next.database.appUrl, async (url) => {
    const reader = await signIn(url, READER);
    const shown = await readInbox(reader, 'limit=25');
    if (shown.length !== 25) throw new Error(`the reader's page has ${shown.length} tasks`);
    const desk: Desk = { size: next.size, reader, plain: connect(url), json: [], html: [], empty: [] };
    try {
      return await measured(rest, effort, [...desks, desk]);
    } finally {
      reader.close();
      desk.plain.close();
    }
  });
}

async function rounds(desks: readonly Desk[], { quick, say }: Effort): Promise<Row[]> {
  const blocks = quick ? 6 : 60;
  const warmUp = quick ? 2 : 12;
  for (let block = 0; block < warmUp + blocks; block += 1) {
    if (block === warmUp) say(`inbox: ${blocks} blocks at each size`);
    for (const desk of desks) {
      await oneBlock(desk);
      if (block < warmUp) [desk.json, desk.html, desk.empty].forEach((samples) => samples.splice(0));
    }
  }
  return [...desks.flatMap(rowsOf), ...growth(desks)];
}

async function oneBlock({ reader, plain, json, html, empty }: Desk): Promise<void> {
  for (let round = 0; round < JSON_BLOCK; round += 1) json.push((await reader.call('GET', '/tasks?box=todo&limit=25')).ms);
  for (let round = 0; round < HTML_BLOCK; round += 1) html.push((await reader.page('/inbox')).ms);
  for (let round = 0; round < HTML_BLOCK; round += 1) empty.push((await plain.send('GET', '/healthz')).ms);
}

function rowsOf({ size, json, html, empty }: Desk): Row[] {
  const open = `${size.toLocaleString('en')} open`;
  return [
    timesRow(`JSON, ${open}`, json, { limits: [JSON_LIMIT] }),
    timesRow(`HTML with counts, ${open}`, html, { limits: [HTML_LIMIT] }),
    timesRow(`  baseline: empty answer (/healthz), ${open}`, empty),
  ];
}

function growth(desks: readonly Desk[]): Row[] {
  const [first, last] = [desks[0], desks.at(-1)];
  if (!first || !last) return [];
  const name = `${last.size.toLocaleString('en')} / ${first.size.toLocaleString('en')}`;
  const ratio = (of: 'p50' | 'p99', what: 'json' | 'html'): number => spreadOf(last[what])[of] / spreadOf(first[what])[of];
  return [
    valueRow(`JSON p50, ${name}`, 'times', ratio('p50', 'json'), { limits: [GROWTH] }),
    valueRow(`JSON p99, ${name}`, 'times', ratio('p99', 'json'), { limits: [GROWTH] }),
    valueRow(`HTML p50, ${name}`, 'times', ratio('p50', 'html')),
  ];
}
