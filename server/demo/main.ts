// What `npm run demo` runs between the start of the database and that of the server: plays the stories into a folder of the demo.
import { readConfig } from '#server/config.ts';
import { migrate } from '#server/db/migrate.ts';
import { openOrm } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import { seed } from '#server/db/seed/seed.ts';
import { openLog } from '#server/log.ts';
import { openServices } from '#server/open-services.ts';
import { loadedAtOf } from '#server/start/demo-folder.ts';
import { demoClock } from './clock.ts';
import { loadStories, scenesLeft } from './load-stories.ts';
import { namesOf, sceneLine, storyTable } from './words.ts';
import { refuseToLoad } from './refuse-to-load.ts';
import { STORIES } from './stories/stories.ts';
import { timelineOf } from './timeline.ts';
import type { DatedScene } from './timeline.ts';

async function main(): Promise<void> {
  const config = { ...readConfig(process.env), mail: null, webhook: null };
  const { databaseUrl, databaseAdminUrl, dataDir } = config;
  const loadedAt = loadedAtOf(dataDir);
  if (loadedAt === null || databaseUrl === null || databaseAdminUrl === null || config.mode !== 'demo')
    throw new Error('演示案件只能由 npm run demo 装入演示专用的文件夹');
  await migrate(databaseAdminUrl, decodeURIComponent(new URL(databaseUrl).username) || undefined);
  await seed(databaseAdminUrl, config.mode);
  const { timeline, left } = await lookAhead(databaseUrl, loadedAt);
  const [first] = left;
  if (first !== undefined) await load(config, timeline, first, loadedAt);
  say(storyTable(STORIES));
}

async function lookAhead(databaseUrl: string, loadedAt: Date): Promise<{ timeline: DatedScene[]; left: DatedScene[] }> {
  const orm = await openOrm(databaseUrl, 2);
  try {
    const reference = await loadReference(orm.em.fork());
    const timeline = timelineOf(STORIES, reference.calendar, loadedAt);
    const left = await scenesLeft({ orm }, timeline);
    if (left.length > 0) await refuseToLoad(orm, loadedAt);
    return { timeline, left };
  } finally {
    await orm.close();
  }
}

async function load(config: Parameters<typeof openServices>[0], timeline: readonly DatedScene[], first: DatedScene, loadedAt: Date) {
  const clock = demoClock(first.at);
  const { services, close } = await openServices(config, openLog({ logLevel: 'silent' }), clock.now);
  try {
    const names = await namesOf(services.db);
    say(`  … 正在装入演示案件:${STORIES.length} 个故事,${timeline.length} 步`);
    await loadStories(services.db, clock, timeline, loadedAt, (scene, nth) =>
      say(sceneLine(services.db, names, scene, `${nth}/${timeline.length}`)),
    );
  } finally {
    await close();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
