import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '#server/start/folders.ts';
import { freePort } from '#server/start/ports.ts';
import { connect } from '../support/client.ts';
import type { Connection } from '../support/client.ts';
import { whileOpen } from '../support/closing.ts';
import { timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { withFolder } from '../support/installation.ts';
import { memoryOf } from '../support/process-usage.ts';
import type { Effort, Section } from '../support/section.ts';

/** `npm start` as a person waits for it. Packages, broker and build are there: how long those take, the first run tells itself. */
export const start: Section = {
  name: 'start',
  title: 'start: from the command to the first answer and to /readyz, engine included',
  run: (effort) => withFolder((dataDir) => starts(dataDir, effort)),
};

type Started = {
  readonly answerMs: number;
  readonly readyMs: number;
  readonly stopMs: number;
  readonly memory: ReturnType<typeof memoryOf>;
};

async function starts(dataDir: string, { quick, say }: Effort): Promise<Row[]> {
  say('start: a new data folder');
  const first = await startOnce(dataDir);
  const again: Started[] = [];
  for (let turn = 1; turn <= (quick ? 2 : 5); turn += 1) {
    say(`start: again, ${turn}`);
    again.push(await startOnce(dataDir));
  }
  const last = again.at(-1) ?? first;
  const parts = ['server', 'broker', 'postgres'] as const;
  return [
    timesRow('new data folder: command -> /readyz', [first.readyMs], { note: 'database, roles, migrations and demo data made' }),
    timesRow(
      'second start: command -> /readyz',
      again.map(({ readyMs }) => readyMs),
      {
        limits: [
          { of: 'p50', atMost: 8_000 },
          { of: 'p99', atMost: 8_000 },
        ],
      },
    ),
    timesRow(
      'second start: command -> first answer',
      again.map(({ answerMs }) => answerMs),
      { note: '/healthz' },
    ),
    timesRow(
      'clean stop',
      again.map(({ stopMs }) => stopMs),
    ),
    ...parts.map((part) =>
      valueRow(`memory: ${part}`, 'MB', last.memory[part].residentMb, {
        note: `resident, all its processes; ${last.memory[part].ownMb.toFixed(0)} MB with shared pages counted once`,
      }),
    ),
  ];
}

async function startOnce(dataDir: string): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn('node', [path.join(root, 'server/start/start.mjs')], {
    cwd: root,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, MODE: 'demo' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  async function close(): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }
  const connection = connect(`http://127.0.0.1:${port}`);
  return whileOpen(close, async () => {
    const answerMs = await until(connection, '/healthz', began, () => child.exitCode);
    const readyMs = await until(connection, '/readyz', began, () => child.exitCode);
    // What the first requests bring in is part of what it holds.
    await pause(1_000);
    const memory = memoryOf(dataDir);
    connection.close();
    const stopping = performance.now();
    await close();
    return { answerMs, readyMs, stopMs: performance.now() - stopping, memory };
  });
}

const PATIENCE_MS = 120_000;

async function until(connection: Connection, address: string, began: number, exitCode: () => number | null): Promise<number> {
  for (;;) {
    const status = await connection.send('GET', address).then(
      (reply) => reply.status,
      () => null,
    );
    if (status === 200) return performance.now() - began;
    if (exitCode() !== null) throw new Error(`npm start ended with ${exitCode()}`);
    if (performance.now() - began > PATIENCE_MS) throw new Error(`no ${address} in ${PATIENCE_MS / 1000} s`);
    await pause(20);
  }
}
