import { mkdirSync, realpathSync } from 'node:fs';
import { aotFlag, makeAotCache, wantsAotCache } from './aot-cache.ts';
import type { EngineProgram } from './broker.ts';
import { cacheFolder } from './folders.ts';
import { ensureJava } from './java.ts';
import { oneAtATime } from './lock.ts';
import { step, withProgress, type Print } from './steps.ts';
import { ensureZeebe } from './zeebe.ts';

/** Brings Java, the broker and its ahead-of-time cache, each at the first call only. */
export async function ensureEngineProgram(print: Print): Promise<EngineProgram> {
  mkdirSync(cacheFolder, { recursive: true });
  return oneAtATime(realpathSync(cacheFolder), async () => {
    const java = await step(
      print,
      ({ version }) => `Java ${version}`,
      () => ensureJava(print),
    );
    const zeebe = await step(print, '流程引擎 Zeebe 8.5.8', () => ensureZeebe(java, print));
    if (wantsAotCache(java, zeebe))
      await step(print, '流程引擎的快速启动缓存(仅首次)', () =>
        withProgress(print, () => '流程引擎试运行一次,以后启动更快', makeAotCache(java, zeebe), 10_000),
      );
    return { java, zeebe, aotFlag: aotFlag(java, zeebe) };
  });
}
