import { mkdtempSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readConfig } from '#server/config.ts';
import { STORIES } from '#server/demo/stories/stories.ts';
import type { Need } from '#server/demo/story.ts';
import { timelineOf } from '#server/demo/timeline.ts';
import { calendarOf } from '#server/domain/calendar.ts';
import { loadDemo } from '#server/start/load-demo.ts';
import { loadedAtOf, openDemoFolder } from '#server/start/demo-folder.ts';
import { startInstallation } from '#server/start/installation.ts';
import type { Installation } from '#server/start/installation.ts';
import { freePort } from '#server/start/ports.ts';
import { endCommands } from '#server/start/run-command.ts';
import { productionServer } from '#server/start/server-part.ts';
import { expectSoundRecord } from '../support/record.ts';

const folders = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'gongkai-demo-'))));
const dataDir = path.join(folders, 'demo');
const port = await freePort();
const config = readConfig({ PORT: String(port), LISTEN_HOST: '127.0.0.1', DATA_DIR: dataDir });
const LOADED_WITHIN_MS = 240_000;

let running: Installation | null = null;
afterAll(async () => {
  await running?.stop();
  rmSync(folders, { recursive: true });
});

/** What `npm run demo` does. */
function start(print: (line: string) => void = () => {}): Promise<Installation> {
  openDemoFolder(config, new Date());
  return startInstallation({ config, program: productionServer, dev: false, withBuild: true, print, beforeServing: loadDemo });
}

test('the demo is loaded only into a folder of its own, with its own database, and never in production', () => {
  const worked = path.join(folders, 'worked');
  mkdirSync(path.join(worked, 'postgres'), { recursive: true });
  expect(() => openDemoFolder({ ...config, dataDir: worked }, new Date())).toThrow('不是演示专用的文件夹');
  expect(loadedAtOf(worked)).toBeNull();
  const elsewhere = { ...config, dataDir: path.join(folders, 'elsewhere') };
  expect(() => openDemoFolder({ ...elsewhere, mode: 'production' }, new Date())).toThrow('MODE=production');
  expect(() => openDemoFolder({ ...elsewhere, databaseUrl: 'postgresql://x/y' }, new Date())).toThrow('DATABASE_URL');
});

test('every scene has an instant of its own, all of them before the day of loading', () => {
  const loadedAt = new Date('2026-11-24T01:00:00Z');
  const timeline = timelineOf(STORIES, calendarOf([]), loadedAt);
  const instants = timeline.map(({ at }) => at.getTime());
  expect(new Set(instants).size).toBe(instants.length);
  expect(instants).toEqual(instants.toSorted((a, b) => a - b));
  expect(Math.max(...instants)).toBeLessThan(loadedAt.getTime());
});

test(
  'cut off in the middle it goes on where it was; each story then stands where it says, and can be carried on',
  async () => {
    const cut = start((line) => / 25\/\d+ /.test(line) && endCommands());
    await expect(cut).rejects.toThrow('演示案件没有装完');

    const lines: string[] = [];
    running = await start((line) => lines.push(line));
    // What was cut off after its commit and before its line was printed is not played again.
    expect(playedIn(lines).length).toBeGreaterThan(0);
    expect(Math.min(...playedIn(lines))).toBeGreaterThan(25);

    const owner = new pg.Pool({ connectionString: running.connections.ownerUrl ?? '', max: 1 });
    const sql = async <Row extends object>(text: string, values?: unknown[]): Promise<Row[]> => (await owner.query(text, values)).rows;
    try {
      await expectSoundRecord({ sql });
      const timeline = timelineOf(STORIES, calendarOf(await daysOf(sql)), loadedAtOf(dataDir) ?? new Date());
      const filed = await sql<{ id: string; at: Date }>('select id, filed_at as at from case_file');
      expect(filed).toHaveLength(timeline.filter(({ act }) => act.kind === 'file').length);
      for (const { story, about, act, at } of timeline) {
        const need = story.stands[about];
        if (act.kind !== 'file' || need === undefined) continue;
        const caseId = filed.find((file) => file.at.getTime() === at.getTime())?.id;
        expect(await standsAt(sql, caseId, need), `${story.title}: ${about}`).toBe(true);
      }
      await carryOn();
    } finally {
      await owner.end();
    }
  },
  LOADED_WITHIN_MS,
);

test(
  'loaded once more it does nothing, also after somebody has gone on with it',
  async () => {
    await running?.stop();
    const lines: string[] = [];
    running = await start((line) => lines.push(line));
    expect(playedIn(lines)).toEqual([]);
    expect(lines.join('\n')).toContain('演示案件');
  },
  LOADED_WITHIN_MS,
);

/** The numbers of the scenes that the progress names. */
function playedIn(lines: readonly string[]): number[] {
  return lines.flatMap((line) => /^ *(\d+)\/\d+ {2}\d{4}-/.exec(line)?.[1] ?? []).map(Number);
}

type Sql = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

function daysOf(sql: Sql) {
  return sql<{ date: string; off: boolean; name: string; level: 'national' | 'city' }>(
    `select to_char(day, 'YYYY-MM-DD') as date, off, name, level from calendar_day`,
  );
}

async function standsAt(sql: Sql, caseId: string | undefined, need: Need): Promise<boolean> {
  switch (need.kind) {
    case 'step':
      return (await sql(`select 1 from task where case_id = $1 and element = $2 and state = 'open'`, [caseId, need.step])).length > 0;
    case 'state':
      return (await sql('select 1 from case_file where id = $1 and state = $2', [caseId, need.state])).length > 0;
    case 'event':
      return (await sql('select 1 from event where case_id = $1 and type = $2', [caseId, need.event])).length > 0;
    default:
      return need satisfies never;
  }
}

const inboxSchema = z.object({ items: z.array(z.object({ id: z.string(), element: z.string() })) });
const taskSchema = z.object({ revision: z.int(), answers: z.record(z.string(), z.unknown()) });

/** Whoever is named for the first story signs in, finds the task in the inbox and delivers. */
async function carryOn(): Promise<void> {
  const signedIn = await call('POST', 'session', { username: 'bdb-ops', password: 'gongkai-demo' });
  const { token } = z.object({ token: z.string() }).parse(signedIn);
  const { items } = inboxSchema.parse(await call('GET', 'tasks', undefined, token));
  const task = items.find(({ element }) => element === 'provision');
  const { revision, answers } = taskSchema.parse(await call('GET', `tasks/${task?.id}`, undefined, token));
  const decision = { outcome: 'done', opinion: '接口已开通', revision, answers: { ...answers, receipt: '凭证当面交付,双方确认' } };
  expect(await call('POST', `tasks/${task?.id}/decision`, decision, token)).toMatchObject({ outcome: 'done' });
}

async function call(method: string, at: string, body?: unknown, token?: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${at}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said: unknown = await answer.json();
  expect(answer.ok, JSON.stringify(said)).toBe(true);
  return said;
}
