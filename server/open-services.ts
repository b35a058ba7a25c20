import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from './config.ts';
import { openAddressBrake, openBrake } from './auth/brake.ts';
import { warmPasswords } from './auth/password.ts';
import { forgetEndedSessions } from './auth/session.ts';
import { announceGrantEnds } from './commands/announce-grant-ends.ts';
import { attendClocks } from './commands/attend-clocks.ts';
import { beginDueTasks } from './commands/begin-due-tasks.ts';
import { checkImports } from './commands/check-imports.ts';
import { forgetImports } from './commands/forget-imports.ts';
import { forgetLooseFiles } from './commands/forget-loose-files.ts';
import { forgetNotices } from './commands/forget-notices.ts';
import { noteChannels } from './commands/note-channels.ts';
import { recomputeOlderClocks } from './commands/recompute-older-clocks.ts';
import { openChanges } from './db/changes.ts';
import { migrate } from './db/migrate.ts';
import { openOrm } from './db/orm.ts';
import { loadReference } from './db/reference.ts';
import { seed } from './db/seed/seed.ts';
import type { Db } from './db/transact.ts';
import { startEngine } from './engine/engine.ts';
import { forgetAnswers } from './http/once.ts';
import { endEventStreams } from './http/event-stream.ts';
import { isDatabaseAway } from './http/database-away.ts';
import type { Runtime, Services } from './http/services.ts';
import { openCouriers } from './notices/couriers.ts';
import { sendNotices } from './notices/sender.ts';
import { startSchedule } from './schedule.ts';
import type { Log } from './log.ts';

export type OpenServices = {
  readonly services: Services;
  endStreams(): void;
  close(): Promise<void>;
};

const MINUTE = 60_000;
const SEND_EVERY_MS = 5_000;
const RETRY_MS = 500;
/** Whoever has uploaded a file sits before it and waits. */
const CHECK_EVERY_MS = 1000;
/** An office checks many papers in a row; whoever tries codes is stopped. */
const CHECKS = { points: 60, windowSeconds: 10 * 60 };

/**
 * Everything behind the door, in the order in which one needs the other: schema, standing data, connections, engine,
 * clocks. Throws when the database cannot be reached; nothing is left open then.
 */
export async function openServices(config: Config, log: Log, now: () => Date): Promise<OpenServices> {
  if (config.databaseUrl === null) throw new Error('缺少 DATABASE_URL:请用 npm start 启动(自带数据库),或填写外部数据库的地址');
  if (config.zeebeAddress === null)
    throw new Error('缺少 ZEEBE_ADDRESS:请用 npm start 启动(自带流程引擎),或填写外部 Zeebe 网关的“主机:端口”');
  if (config.databaseAdminUrl !== null) {
    const done = await migrate(config.databaseAdminUrl, decodeURIComponent(new URL(config.databaseUrl).username) || undefined);
    if (done.length > 0) log.info({ migrations: done }, 'schema changed');
    await seed(config.databaseAdminUrl, config.mode);
  }
  const orm = await openOrm(config.databaseUrl, config.databasePool);
  try {
    const db: Db = { orm, now, changes: openChanges(), reference: await loadReference(orm.em.fork()) };
    const terms = { ...config.session, demoAllowed: config.mode === 'demo' };
    const brake = await openBrake(orm);
    const checkBrake = await openAddressBrake(orm, 'document', CHECKS);
    await warmPasswords();
    const couriers = openCouriers(config);
    await noteChannels(
      db,
      couriers.map(({ channel }) => channel),
    );
    const post = { publicUrl: config.publicUrl ?? '', demoAllowed: terms.demoAllowed };
    const engine = await startEngine(
      db,
      {
        zeebeAddress: config.zeebeAddress,
        zeebeTls: config.zeebeTls,
        feedPort: config.engineFeedPort,
        feedSecret: config.engineFeedSecret,
      },
      log,
    );
    const schedule = startSchedule(log, [
      { name: 'calendar', everyMs: MINUTE / 2, run: () => recomputeOlderClocks(db) },
      { name: 'clocks', everyMs: MINUTE / 2, run: (ending) => attendClocks(db, ending) },
      { name: 'ends of grants', everyMs: 60 * MINUTE, run: (ending) => announceGrantEnds(db, ending) },
      { name: 'due tasks', everyMs: 10 * MINUTE, run: (ending) => beginDueTasks(db, ending) },
      { name: 'notices', everyMs: SEND_EVERY_MS, run: () => sendNotices(db, couriers, post, log) },
      { name: 'imports', everyMs: CHECK_EVERY_MS, run: (ending) => checkImports(db, ending) },
      { name: 'old imports', everyMs: 60 * MINUTE, run: () => forgetImports(db) },
      { name: 'old notices', everyMs: 60 * MINUTE, run: () => forgetNotices(db) },
      { name: 'ended sessions', everyMs: 60 * MINUTE, run: () => forgetEndedSessions(db) },
      { name: 'loose files', everyMs: 60 * MINUTE, run: () => forgetLooseFiles(db) },
      { name: 'kept answers', everyMs: 60 * MINUTE, run: () => forgetAnswers(db) },
    ]);
    return {
      services: { db, engine, entrance: { brake, terms }, checkBrake, publicUrl: config.publicUrl },
      endStreams: endEventStreams,
      async close() {
        await schedule.stop();
        await engine.stop();
        await orm.close();
      },
    };
  } catch (error) {
    await orm.close();
    throw error;
  }
}

/** Opens them however long that takes; null when a stop came first. What does not pass by itself is thrown. */
export async function bringUp(
  open: () => Promise<OpenServices>,
  runtime: Pick<Runtime, 'stopping'>,
  log: Log,
): Promise<OpenServices | null> {
  for (let tries = 1; !runtime.stopping; tries += 1) {
    try {
      return await open();
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      if (tries % 10 === 1) log.warn({ err: error, tries }, 'database is away, tried again');
    }
    await pause(RETRY_MS);
  }
  return null;
}
