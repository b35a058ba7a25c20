import { createServer } from 'node:net';
import { realpathSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from './failure.ts';
import { shortHash } from './folders.ts';

/**
 * A lock among processes of this machine: a name in the kernel (an abstract Unix socket) that ends with its process
 * however that dies, so it can never be stale.
 * @returns how to let go of it, or null while another process holds it
 */
async function tryLock(name: string): Promise<(() => void) | null> {
  const server = createServer((connection) => connection.destroy());
  const taken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(true));
    server.listen({ path: `\0gongkai-${process.getuid?.() ?? 0}-${name}` }, () => resolve(false));
  });
  if (taken) return null;
  // It must not keep a finished start alive.
  server.unref();
  return () => void server.close();
}

/** Lets one start at a time use a data folder; gives how to let go of it before the process ends. */
export async function lockDataFolder(dataDir: string): Promise<() => void> {
  const unlock = await tryLock(`data-${shortHash(realpathSync(dataDir))}`);
  if (unlock) return unlock;
  throw new StartFailure(`${dataDir} 已有一个系统在运行。请先停掉它(Ctrl-C),或换一个 DATA_DIR 和 PORT。`);
}

/** Waits until no other process works on this folder of the clone, then does the work; two starts at once share its result. */
export async function oneAtATime<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const name = `folder-${shortHash(folder)}`;
  let unlock = await tryLock(name);
  while (unlock === null) {
    await pause(200);
    unlock = await tryLock(name);
  }
  try {
    return await work();
  } finally {
    unlock();
  }
}
