import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StartFailure } from './failure.ts';
import { projectNode, root } from './folders.ts';
import { oneAtATime } from './lock.ts';
import { runCommand } from './run-command.ts';
import { contentHash } from './stamp.ts';
import { step, type Print } from './steps.ts';

const sources = ['app', 'forms', 'processes', 'server', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
const stampFile = path.join(root, 'build/stamp');

/** Builds the screens for production, when their sources changed since the last time. */
export async function ensureBuild(print: Print): Promise<void> {
  await oneAtATime(path.dirname(stampFile), async () => {
    if (buildIsOutdated()) await step(print, '界面构建完成', build);
  });
}

function buildIsOutdated(): boolean {
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== contentHash(root, sources);
}

/** The stamp comes last: a build that was cut off is made again. */
async function build(): Promise<void> {
  const stamp = contentHash(root, sources);
  const cli = path.join(root, 'node_modules/@remix-run/dev/dist/cli.js');
  const result = await runCommand(projectNode, [cli, 'vite:build'], { cwd: root, env: { ...process.env, NODE_ENV: 'production' } });
  if (result.code !== 0) throw new StartFailure(`界面构建失败:\n${fromFirstError(result.output)}`);
  writeFileSync(stampFile, stamp);
}

/** Vite says what is wrong first and lists all it knows after that. */
function fromFirstError(output: string): string {
  const lines = output.split('\n');
  const first = lines.findIndex((line) => /error/i.test(line));
  return lines.slice(Math.max(0, first), Math.max(0, first) + 25).join('\n');
}
