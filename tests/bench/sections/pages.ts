import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { projectNode, root } from '#server/start/folders.ts';
import { connect, signIn } from '../support/client.ts';
import { whileOpen } from '../support/closing.ts';
import { withDatabases } from '../support/database.ts';
import { timesRow, valueRow } from '../support/figures.ts';
import type { Row } from '../support/figures.ts';
import { addOpenTasks, addReader, READER } from '../support/open-tasks.ts';
import type { Section } from '../support/section.ts';
import { withServer } from '../support/servers.ts';

/** So many browsers ask at once. */
const AT_ONCE = 8;

/** How many pages one server renders in a second beside a page with nothing on it, and what a browser has to load. */
export const pages: Section = {
  name: 'pages',
  title: `pages: ${AT_ONCE} connections at once, each asks again as soon as it has its page`,
  run: ({ quick, say }) =>
    withDatabases(async ({ template }) => {
      await addReader(template.superuserUrl);
      await addOpenTasks(template.superuserUrl, 1, 10_000);
      return withServer(template.appUrl, (url) =>
        withEmptyPage(async (emptyUrl) => {
          const reader = await signIn(url, READER);
          const readers = Array.from({ length: AT_ONCE }, () => reader.another());
          const strangers = Array.from({ length: AT_ONCE }, () => connect(emptyUrl));
          const inbox: Tally = { times: [], seconds: 0 };
          const nothing: Tally = { times: [], seconds: 0 };
          const notFound: Tally = { times: [], seconds: 0 };
          const [turns, turnMs] = quick ? [2, 1_500] : [4, 5_000];
          for (let turn = 0; turn < turns + 1; turn += 1) {
            say(`pages: turn ${turn} of ${turns}${turn === 0 ? ' (warming up)' : ''}`);
            await forAWhile(
              turnMs,
              inbox,
              readers.map((person) => () => person.page('/inbox')),
            );
            await forAWhile(
              turnMs,
              notFound,
              readers.map((person) => () => person.page('/no-such-page', 404)),
            );
            await forAWhile(
              turnMs,
              nothing,
              strangers.map((stranger) => () => stranger.send('GET', '/')),
            );
            if (turn === 0) for (const tally of [inbox, notFound, nothing]) Object.assign(tally, { times: [], seconds: 0 });
          }
          const page = await reader.page('/inbox');
          for (const one of [reader, ...readers, ...strangers]) one.close();
          return [...rates(inbox, notFound, nothing), ...loads(page.body)];
        }),
      );
    }),
};

type Tally = { times: number[]; seconds: number };

async function forAWhile(ms: number, tally: Tally, asks: readonly (() => Promise<{ readonly ms: number }>)[]): Promise<void> {
  const began = performance.now();
  await Promise.all(
    asks.map(async (ask) => {
      while (performance.now() - began < ms) tally.times.push((await ask()).ms);
    }),
  );
  tally.seconds += (performance.now() - began) / 1000;
}

function rates(inbox: Tally, notFound: Tally, nothing: Tally): Row[] {
  const rate = ({ times, seconds }: Tally): number => times.length / seconds;
  return [
    valueRow('inbox pages with 25 tasks', '/s', rate(inbox), { n: inbox.times.length }),
    valueRow('  our page for an unknown address, signed in', '/s', rate(notFound), { n: notFound.times.length }),
    valueRow('  baseline: Remix with an empty page', '/s', rate(nothing), { n: nothing.times.length }),
    valueRow('inbox / empty Remix page', 'share', rate(inbox) / rate(nothing), { limits: [{ of: 'value', atLeast: 0.25 }] }),
    timesRow('one inbox page in this crowd', inbox.times),
    timesRow('  baseline: one empty Remix page in this crowd', nothing.times),
  ];
}

/** What the page itself names to load: its scripts and style sheets, each compressed for itself as it is sent. */
function loads(html: string): Row[] {
  const named = [
    ...new Set([...html.matchAll(/["'](\/assets\/[\w.-]+\.(?:js|css))["']/g)].flatMap(([, file]) => (file === undefined ? [] : [file]))),
  ];
  // The router's manifest names every route's files; only what is preloaded or imported by the page is loaded with it.
  const loaded = named.filter(
    (file) =>
      file.endsWith('.css') ||
      new RegExp(`(?:modulepreload" href="|import(?: \\* as \\w+ from)? ")${file.replaceAll('.', '\\.')}"`).test(html),
  );
  const scripts = loaded.filter((file) => file.endsWith('.js'));
  const styles = loaded.filter((file) => file.endsWith('.css'));
  const sum = (files: readonly string[], compress: (bytes: Buffer) => Buffer): number =>
    files.reduce((total, file) => total + compress(readFileSync(path.join(root, 'build/client', file))).length, 0) / 1024;
  return [
    valueRow(
      'first-load script of the inbox, gzip',
      'KB',
      sum(scripts, (bytes) => gzipSync(bytes)),
      { n: scripts.length, limits: [{ of: 'value', atMost: 140 }] },
    ),
    valueRow(
      'first-load script of the inbox, brotli',
      'KB',
      sum(scripts, (bytes) => brotliCompressSync(bytes)),
      { n: scripts.length, note: 'where a proxy compresses so' },
    ),
    valueRow(
      'style sheet, gzip',
      'KB',
      sum(styles, (bytes) => gzipSync(bytes)),
      { n: styles.length },
    ),
    valueRow('inbox page, gzip', 'KB', gzipSync(html).length / 1024),
  ];
}

async function withEmptyPage<T>(work: (url: string) => Promise<T>): Promise<T> {
  const program = path.join(import.meta.dirname, '../support/empty-page.ts');
  const child = spawn(projectNode, [program], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  async function close(): Promise<void> {
    child.kill('SIGTERM');
    await ended;
  }
  return whileOpen(close, async () => {
    const [line]: unknown[] = await once(child.stdout, 'data');
    return work(`http://127.0.0.1:${String(line).trim()}`);
  });
}
