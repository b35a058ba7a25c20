import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { StartFailure } from './failure.ts'
import { shortHash } from './folders.ts'

/**
 * Lets one start at a time use a data folder. The lock is a name in the kernel (an abstract Unix socket) that
 * ends with its process however that dies, so it can never be stale.
 * @returns how to let go of it earlier
 */
export async function lockDataFolder(dataDir: string): Promise<() => void> {
  const name = `gongkai-start-${process.getuid?.() ?? 0}-${shortHash(realpathSync(dataDir))}`
  const server = createServer((connection) => connection.destroy())
  const taken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(true))
    server.listen({ path: `\0${name}` }, () => resolve(false))
  })
  if (taken) throw new StartFailure(`${dataDir} 已有一个系统在运行。请先停掉它(Ctrl-C),或换一个 DATA_DIR 和 PORT。`)
  // It must not keep a finished start alive.
  server.unref()
  return () => void server.close()
}
