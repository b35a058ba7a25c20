import { statfs } from 'node:fs/promises';
import { StartFailure } from './failure.ts';

/** Fails when the disk under this folder has less than `neededMb` free. */
export async function checkDisk(folder: string, neededMb: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / 1_000_000);
  if (freeMb >= neededMb) return;
  throw new StartFailure(`磁盘空间不足:${folder} 所在磁盘只剩 ${freeMb} MB,至少需要 ${neededMb} MB。请清理磁盘后再运行一次。`);
}
