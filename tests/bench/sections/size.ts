import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { addWorkingDays, dayOf, dueAfter } from '#server/domain/calendar.ts';
import { nextAttentionAt, parseClock } from '#server/domain/clocks.ts';
import type { RunningClock } from '#server/domain/clocks.ts';
import type { Db } from '#server/db/transact.ts';
import { connect, signIn } from '../support/client.ts';
import type { Connection, Person } from '../support/client.ts';
import { withDatabases } from '../support/database.ts';
import type { Database } from '../support/database.ts';
import { timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { addCases, addModelCase, settle, withDesk } from '../support/many-cases.ts';
import { pick, seededChance } from '../support/random.ts';
import type { Effort, Section } from '../support/section.ts';
import { withServer } from '../support/servers.ts';
import { withSql } from '../support/sql.ts';

const PAGE_LIMIT = { of: 'p99', atMost: 80 } as const;
const SEARCH_LIMIT = { of: 'p99', atMost: 30 } as const;
const REMINDERS_LIMIT = { of: 'value', atMost: 2_000 } as const;
const caseShape = z.object({ number: z.string() });
/** Between two searches of one person. */
const THINKING_MS = 500;
/** Readers who see one department's cases, the provider's, or all. */
const READERS = ['housing-applicant', 'civil-steward', 'bdb-exchange', 'edu-steward', 'police-steward'];
const AT_ONCE = 20;

/** Whether reading, searching and reminding stay fast in a city that has used the system for years. */
export const size: Section = {
  name: 'size',
  title: `size: cases of three years; ${AT_ONCE} readers at once search every ${THINKING_MS} ms`,
  run: (effort) =>
    withDatabases(async ({ template, copy }) => {
      const [few, many] = effort.quick ? [100, 2_000] : [1_000, 100_000];
      const model = await addModelCase(template);
      const small = await copy(template, 'few_cases');
      const places: Place[] = [];
      for (const [database, count] of [
        [small, few],
        [template, many],
      ] as const) {
        effort.say(`size: writing ${count} cases`);
        const ids = await addCases(database, model, count);
        await settle(database);
        places.push({ database, count, ids });
      }
      const rows = await reading(places, effort);
      return [...rows, ...(await reminding(template, model, effort))];
    }),
};

type Place = { readonly database: Database; readonly count: number; readonly ids: readonly string[] };
type Desk = Place & { readonly numbers: string[]; readonly people: readonly Person[]; readonly plain: Connection; readonly times: Times };
type Times = Record<'json' | 'html' | 'empty' | 'search' | 'busy', number[]>;

async function reading(places: readonly Place[], effort: Effort, desks: readonly Desk[] = []): Promise<Row[]> {
  const [next, ...rest] = places;
  if (!next) return measured(desks, effort);
  return withServer(next.database.appUrl, async (url) => {
    const people: Person[] = [];
    for (const username of READERS) people.push(await signIn(url, username));
    const times: Times = { json: [], html: [], empty: [], search: [], busy: [] };
    const desk = { ...next, numbers: [], people, plain: connect(url), times };
    try {
      return await reading(rest, effort, [...desks, desk]);
    } finally {
      for (const one of [...people, desk.plain]) one.close();
    }
  });
}

async function measured(desks: readonly Desk[], effort: Effort): Promise<Row[]> {
  const chance = seededChance(effort.seed);
  const [blocks, seconds] = effort.quick ? [3, 3] : [24, 15];
  for (let block = 0; block < blocks + 2; block += 1) {
    for (const desk of desks) {
      await readPages(desk, chance);
      if (block < 2) for (const samples of Object.values(desk.times)) samples.splice(0);
    }
  }
  for (const desk of desks) {
    effort.say(`size: ${AT_ONCE} readers search among ${desk.count} cases`);
    await searchTogether(desk, desk.times.busy, chance, 2_000, 0);
    desk.times.busy.splice(0);
    await searchTogether(desk, desk.times.search, chance, seconds * 1000, THINKING_MS);
    await searchTogether(desk, desk.times.busy, chance, (seconds * 1000) / 3, 0);
  }
  return desks.toReversed().flatMap(rowsOf);
}

/** Pages and baseline in turn: what disturbs one disturbs all. The officer sees every case. */
async function readPages({ people, plain, ids, numbers, times }: Desk, chance: () => number): Promise<void> {
  const officer = people[READERS.indexOf('bdb-exchange')];
  for (let round = 0; round < 20; round += 1) {
    const id = pick(chance, ids);
    if (!officer || id === undefined) throw new Error('nobody or nothing to read');
    const read = await officer.call('GET', `/cases/${id}`);
    times.json.push(read.ms);
    numbers.push(caseShape.parse(read.value).number);
    times.html.push((await officer.page(`/cases/${id}`)).ms);
    times.empty.push((await plain.send('GET', '/healthz')).ms);
  }
}

async function searchTogether(
  { people, numbers }: Desk,
  samples: number[],
  chance: () => number,
  ms: number,
  thinking: number,
): Promise<void> {
  const readers = Array.from({ length: AT_ONCE }, (_, index) => people[index % people.length]?.another());
  const end = performance.now() + ms;
  await Promise.all(
    readers.map(async (reader) => {
      await pause(chance() * thinking);
      while (reader && performance.now() < end) {
        const began = performance.now();
        const q = encodeURIComponent(wordOf(numbers, chance));
        samples.push((await reader.call('GET', `/search?q=${q}`)).ms);
        if (thinking > 0) await pause(Math.max(0, began + thinking * (0.5 + chance()) - performance.now()));
      }
    }),
  );
  for (const reader of readers) reader?.close();
}

/** What people type: numbers whole and in part, titles, departments, persons, words that are in every case and in none. */
function wordOf(numbers: readonly string[], chance: () => number): string {
  const number = pick(chance, numbers) ?? '';
  const serial = number.slice(-7, -1);
  const words = [
    '低保',
    '信息',
    '生活保障',
    '企业',
    '住建',
    '教育局',
    '市民政局',
    '申请经办',
    '法人 住建',
    '共享申请',
    '市',
    '无此词语',
    '人口 信息',
  ];
  return pick(chance, [...words, number, serial, number.slice(5, -1), serial.slice(1, 5)]) ?? '';
}

function rowsOf({ count, times }: Desk): Row[] {
  const of = `${count.toLocaleString('en')} cases`;
  const large = count > 1_000;
  return [
    timesRow(`case page, JSON, ${of}`, times.json, { limits: large ? [PAGE_LIMIT] : [] }),
    timesRow(`case page, HTML, ${of}`, times.html, { limits: large ? [PAGE_LIMIT] : [] }),
    timesRow(`  baseline: empty answer (/healthz), ${of}`, times.empty),
    timesRow(`search, ${AT_ONCE} readers, ${of}`, times.search, { limits: large ? [SEARCH_LIMIT] : [] }),
    timesRow(`  the same without any pause, ${of}`, times.busy, { note: `${AT_ONCE} searches are always under way` }),
  ];
}

/** Reminders among the open clocks of all these cases: none due, then more and more of them, at last nearly all at once. */
async function reminding(database: Database, model: string, { say }: Effort): Promise<Row[]> {
  let now = new Date();
  return withDesk(
    database,
    async (db) => {
      const shares = await spreadClocks(database, db, model);
      const rows: Row[] = [];
      for (const { at, due, open } of shares) {
        now = at;
        const alone = await writesAlone(database, due);
        say(`size: ${due} of ${open} open clocks are due`);
        const began = performance.now();
        const attended = await attendClocks(db);
        const ms = performance.now() - began;
        const limits = due <= open / 50 ? [REMINDERS_LIMIT] : [];
        rows.push(
          valueRow(`reminders, ${due.toLocaleString('en')} due of ${open.toLocaleString('en')} open clocks`, 'ms', ms, {
            n: attended,
            limits,
          }),
          valueRow('  baseline: PostgreSQL alone writes as many events', 'ms', alone, { n: due }),
        );
      }
      return rows;
    },
    () => now,
  );
}

type Share = { readonly at: Date; readonly due: number; readonly open: number };

const HUNDREDTH = 'abs(hashtext(id::text)) % 100 = 0';
const TENTH = 'abs(hashtext(id::text)) % 10 = 1';
const GROUPS = [HUNDREDTH, TENTH, `not (${HUNDREDTH} or ${TENTH})`];

/** One clock in a hundred is due first, then one in ten, then the rest; each group began ten days after the one before. */
async function spreadClocks({ superuserUrl }: Database, db: Db, model: string): Promise<Share[]> {
  const { calendar } = db.reference;
  return withSql(superuserUrl, async (client) => {
    const found = await client.query<{ detail: unknown }>(`select detail from clock where case_id = $1 and state = 'running'`, [model]);
    const clock = parseClock(found.rows[0]?.detail);
    if (clock.state !== 'running') throw new Error('the model case has no running clock');
    const shares: Share[] = [];
    const open = await client.query<{ n: number }>(`select count(*)::int as n from clock where state = 'running'`);
    shares.push({ at: db.now(), due: 0, open: open.rows[0]?.n ?? 0 });
    for (const [index, group] of GROUPS.entries()) {
      const later = begunLater(clock, (index + 1) * 10, db);
      const attention = nextAttentionAt(later, calendar);
      if (attention === null) throw new Error('a running clock has nothing to say');
      const { rowCount } = await client.query(
        `update clock set detail = $1, due_at = $2, attention_at = $3 where state = 'running' and ${group}`,
        [JSON.stringify(later), later.dueAt, attention],
      );
      shares.push({ at: attention, due: rowCount ?? 0, open: open.rows[0]?.n ?? 0 });
    }
    await client.query('vacuum analyze clock');
    return shares;
  });
}

/** So many working days: longer than from one group's first reminder to its last, so that each group is counted once. */
function begunLater(clock: RunningClock, days: number, { reference: { calendar } }: Db): RunningClock {
  const startDay = addWorkingDays(calendar, dayOf(clock.startedAt), days);
  return { ...clock, startDay, dueAt: dueAfter(calendar, startDay, clock.amount, clock.unit).at };
}

/** The rows of the events alone, written at once without rules, locks and chains. */
async function writesAlone({ superuserUrl }: Database, count: number): Promise<number> {
  return withSql(superuserUrl, async (client) => {
    await client.query('create temporary table alone (like event including all)');
    const began = performance.now();
    await client.query(`insert into alone select case_id, seq, type, at, actor, data, prev_hash, hash from event where seq = 1 limit $1`, [
      count,
    ]);
    return performance.now() - began;
  });
}
