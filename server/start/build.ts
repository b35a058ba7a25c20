import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lastLines, StartFailure } from './failure.ts'
import { projectNode, root } from './folders.ts'
import { runCommand } from './run-command.ts'
import { contentHash } from './stamp.ts'

const sources = ['app', 'forms', 'processes', 'server', 'package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']
const stampFile = path.join(root, 'build/stamp')

/** Whether what is built was made from other sources than those of now. */
export function buildIsOutdated(): boolean {
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== contentHash(root, sources)
}

/** The production build of the screens. The stamp comes last: a build that was cut off is made again. */
export async function build(): Promise<void> {
  const stamp = contentHash(root, sources)
  const cli = path.join(root, 'node_modules/@remix-run/dev/dist/cli.js')
  const result = await runCommand(projectNode, [cli, 'vite:build'], { cwd: root, env: { ...process.env, NODE_ENV: 'production' } })
  if (result.code !== 0) throw new StartFailure(`界面构建失败:\n${lastLines(result.output, 40)}`)
  writeFileSync(stampFile, stamp)
}
