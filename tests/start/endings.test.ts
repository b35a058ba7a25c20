import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { freePort, isFree } from '#server/start/ports.ts';
import { endLeftOvers, findProcesses } from '#server/start/processes.ts';
import { waitFor } from '#server/start/wait.ts';
import { beginCommand, childrenOf, killStarts, says, START_WITHIN_MS } from './support/begin-start.ts';

const dataDir = realpathSync(mkdtempSync(path.join(tmpdir(), 'gongkai-endings-')));
const port = await freePort();

afterEach(killStarts);
afterAll(async () => {
  await endLeftOvers(dataDir);
  rmSync(dataDir, { recursive: true });
});

/** `npm start` is three processes, one below the other: npm, start.mjs on the machine's Node, start.ts on the project's. */
type Chain = { readonly npm: number; readonly outer: number; readonly inner: number };

test.each<[string, (chain: Chain) => void, string]>([
  ['a Ctrl-C, which a terminal sends to all of them', ({ npm }) => process.kill(-npm, 'SIGINT'), '已全部停止'],
  ['a SIGTERM to npm', ({ npm }) => process.kill(npm, 'SIGTERM'), '已全部停止'],
  ['kill -9 of npm', ({ npm }) => process.kill(npm, 'SIGKILL'), '已全部停止'],
  ['kill -9 of the process that npm runs', ({ outer }) => process.kill(outer, 'SIGKILL'), '已全部停止'],
  ['kill -9 of the one that watches over the parts', ({ inner }) => process.kill(inner, 'SIGKILL'), '已结束它的进程'],
])(
  'after %s nothing runs on, and the next start goes on',
  async (_what, end, said) => {
    // In a group of its own, as a terminal gives it.
    const running = beginCommand('setsid', ['npm', 'start'], { DATA_DIR: dataDir, PORT: String(port), LISTEN_HOST: '127.0.0.1' });
    await says(running, '系统已就绪');
    const npm = running.child.pid ?? 0;
    const [outer = 0] = childrenOf(npm);
    const [inner = 0] = childrenOf(outer);
    end({ npm, outer, inner });
    // The pipe that all three write to closes with the last of them.
    await running.ended;
    expect(running.output()).toContain(said);
    expect(running.output()).not.toContain('已结束遗留的进程');
    expect(await waitFor(() => (findProcesses(dataDir).length === 0 ? true : null), 20_000)).toBe(true);
    expect(await isFree(port)).toBe(true);
  },
  START_WITHIN_MS,
);
