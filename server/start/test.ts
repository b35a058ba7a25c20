import { spawn } from 'node:child_process';
import { globSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBuild } from './build.ts';
import { ensureChromium } from './chromium.ts';
import { ensureEngineProgram } from './engine-program.ts';
import { StartFailure } from './failure.ts';
import { cacheFolder, projectNode, root } from './folders.ts';
import { printLine, step } from './steps.ts';
import { planTests, type Check, type Layer } from './test-plan.ts';
import { readReport, summary, type Outcome } from './test-results.ts';

const checkers: Record<Check, { name: string; args: string[] }> = {
  types: { name: '类型', args: ['node_modules/typescript/bin/tsc', '--noEmit'] },
  lint: { name: '代码规则', args: ['node_modules/oxlint/bin/oxlint', '--config', 'tests/lint/oxlint.json', '.'] },
  format: { name: '代码格式', args: ['node_modules/@biomejs/biome/bin/biome', 'format', '--config-path', 'tests/lint/format.json', '.'] },
  imports: {
    name: '导入方向',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      'tests/lint/import-rules.cjs',
      'app',
      'forms',
      'processes',
      'server',
    ],
  },
};

const withBroker: Layer[] = ['start', 'engine', 'e2e'];
const withServer: Layer[] = ['start', 'e2e'];

try {
  const words = process.argv.slice(2);
  process.exitCode = words[0] === '--bench' ? await runBench(words.slice(1)) : await runTests(words);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`✗ ${error.message}\n`);
  process.exitCode = 1;
}

async function runTests(words: string[]): Promise<number> {
  const plan = planTests(words);
  await prepare(plan.groups.flat());
  const outcomes: Outcome[] = [];
  for (const check of plan.checks) outcomes.push(await runCheck(checkers[check]));
  for (const group of plan.groups) {
    if (hasTests(group)) outcomes.push(await runVitest(group, plan.files, plan.options));
  }
  for (const line of summary(outcomes)) printLine(line);
  return outcomes.length > 0 && outcomes.every(({ failed }) => failed === 0) ? 0 : 1;
}

async function runBench(words: string[]): Promise<number> {
  await ensureEngineProgram(printLine);
  await ensureBuild(printLine);
  return run(['tests/bench/bench.ts', ...words]);
}

/** Brings what these layers need, visibly, so that no test waits for a download. */
async function prepare(wanted: Layer[]): Promise<void> {
  if (wanted.some((layer) => withBroker.includes(layer))) await ensureEngineProgram(printLine);
  if (wanted.includes('e2e')) await step(printLine, '浏览器 Chromium', ensureChromium);
  if (wanted.some((layer) => withServer.includes(layer))) await ensureBuild(printLine);
}

async function runCheck(check: { name: string; args: string[] }): Promise<Outcome> {
  printLine(`\n── ${check.name}`);
  const begin = Date.now();
  const code = await run(check.args);
  return { name: check.name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, failures: [], milliseconds: Date.now() - begin };
}

function hasTests(group: Layer[]): boolean {
  return globSync(`tests/{${group.join(',')},-}/**/*.test.{ts,tsx}`, { cwd: root }).length > 0;
}

async function runVitest(group: Layer[], files: string[], options: string[]): Promise<Outcome> {
  printLine(`\n── ${group.join('、')}`);
  const report = path.join(cacheFolder, 'test-results', `${group.join('-')}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const begin = Date.now();
  const projects = group.map((layer) => `--project=${layer}`);
  const code = await run([
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
    ...options,
    ...files,
  ]);
  return { name: group.join('、'), ...readReport(report, code), milliseconds: Date.now() - begin };
}

/** Runs a tool of this project under its Node, on this terminal; gives its exit code. */
function run(args: string[]): Promise<number> {
  const env = { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}` };
  return new Promise((resolve) => {
    const child = spawn(projectNode, args, { cwd: root, env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
