import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { readConfig } from '#server/config.ts';
import { readArguments } from './arguments.ts';
import { everyday } from './sections/everyday.ts';
import { fresh } from './sections/fresh.ts';
import { imports } from './sections/imports.ts';
import { inbox } from './sections/inbox.ts';
import { latency } from './sections/latency.ts';
import { pages } from './sections/pages.ts';
import { size } from './sections/size.ts';
import { start } from './sections/start.ts';
import { working } from './sections/working.ts';
import { closeAll } from './support/closing.ts';
import { describeMachine, machineLine } from './support/machine.ts';
import { tableOf, withVerdicts } from './support/report.ts';
import type { SectionReport } from './support/report.ts';

/**
 * `npm run bench -- [latency|fresh|inbox|working|everyday|pages|size|import|start] [--quick] [--seed n] [--out file]`: figures
 * beside their limits, as a table and as JSON. It judges nothing: it ends with 0 unless something broke.
 */
const SECTIONS = [latency, fresh, inbox, working, everyday, pages, size, imports, start];
const LONGEST_MS = 15 * 60_000;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => void end(code));
setTimeout(() => {
  print(`not done after ${LONGEST_MS / 60_000} minutes: ended`);
  void end(1);
}, LONGEST_MS).unref();

await main();

async function main(): Promise<void> {
  const { sections, quick, out, seed } = readArguments(
    process.argv.slice(2),
    SECTIONS.map(({ name }) => name),
    readConfig(process.env).dataDir,
  );
  const machine = await describeMachine();
  print(machineLine(machine));
  if (quick) print('quick: few rounds, to see that everything works; these are no figures');
  const reports: SectionReport[] = [];
  for (const { name, title, run } of SECTIONS.filter((section) => sections.includes(section.name))) {
    const began = performance.now();
    const rows = await run({ quick, seed, say: (line) => print(`  … ${line}`) });
    const report = { name, title, seconds: (performance.now() - began) / 1000, rows };
    reports.push(report);
    for (const line of tableOf(report)) print(line);
    // After each section: what was measured is not lost when a later one breaks.
    mkdirSync(path.dirname(path.resolve(out)), { recursive: true });
    writeFileSync(out, `${JSON.stringify({ machine, quick, seed, sections: reports.map(withVerdicts) }, null, 2)}\n`);
  }
  print(`\nwritten to ${out}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function end(code: number): Promise<void> {
  await closeAll().finally(() => process.exit(code));
}
