import type { MikroORM } from '@mikro-orm/postgresql';
import { rows } from '#server/db/orm.ts';

/** Throws where the past must not be written: real people have accounts here, or somebody has begun to work in the demo. */
export async function refuseToLoad(orm: MikroORM, loadedAt: Date): Promise<void> {
  const em = orm.em.fork();
  const people = await rows(em, 'select 1 from account where not demo limit 1');
  if (people.length > 0) throw new Error('这个库里有真实账号,不能装入演示案件');
  const work = await rows(em, 'select 1 from event where at > ? limit 1', [loadedAt]);
  if (work.length > 0) throw new Error('演示案件没有装完就已有人办理,不再补装。要重新装入,请删除该文件夹后再运行 npm run demo');
}
