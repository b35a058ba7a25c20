import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from './orm.ts';

/**
 * One life of the engine's data. A new one begins when they were lost or replaced by an older copy; it is settled
 * once every running case has been sent to the engine again.
 */
export type EngineEpoch = {
  readonly number: number;
  readonly markerVersion: number;
  readonly reason: string;
  readonly noticedAt: Date;
  readonly settled: boolean;
};

export async function currentEpoch(em: EntityManager): Promise<EngineEpoch | null> {
  const [row] = await rows<Omit<EngineEpoch, 'noticedAt'> & { noticedAt: string | Date }>(
    em,
    `select number, marker_version as "markerVersion", reason, noticed_at as "noticedAt", settled_at is not null as settled
     from engine_epoch order by number desc limit 1`,
  );
  return row ? { ...row, noticedAt: new Date(row.noticedAt) } : null;
}
