import { currentEpoch } from '#server/db/engine-epoch.ts';
import type { EngineEpoch } from '#server/db/engine-epoch.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';

/** `known` must have been read before the marker was deployed; `markerVersion` is what the engine answered to that. */
export type NoteEpoch = { readonly known: EngineEpoch | null; readonly markerVersion: number };

/**
 * Each deployment of the marker process raises its version by one, so an engine that answers with a version that
 * was known before has lost its data, or runs on an older copy: a new epoch begins. Returns the epoch in force.
 */
export async function noteEpoch(db: Db, { known, markerVersion }: NoteEpoch): Promise<EngineEpoch> {
  return transact(db, async (tx) => {
    // Two servers that come up together must not both begin an epoch.
    await tx.em.execute('lock table engine_epoch in share row exclusive mode', [], 'run');
    const current = await currentEpoch(tx.em);
    if (current !== null && current.number !== known?.number) return current;
    if (current !== null && markerVersion > current.markerVersion) {
      await tx.em.execute('update engine_epoch set marker_version = ? where number = ?', [markerVersion, current.number], 'run');
      return { ...current, markerVersion };
    }
    if (current !== null && known !== null && markerVersion > known.markerVersion) return current;
    await tx.em.execute(
      'insert into engine_epoch (marker_version, noticed_at, reason, settled_at) values (?, ?, ?, ?)',
      [markerVersion, tx.at, reasonOf(current, markerVersion), current === null ? tx.at : null],
      'run',
    );
    const begun = await currentEpoch(tx.em);
    if (begun === null) throw new Error('the new epoch is not there');
    return begun;
  });
}

function reasonOf(current: EngineEpoch | null, markerVersion: number): string {
  if (current === null) return 'first';
  return markerVersion === 1 ? 'data_lost' : 'older_copy';
}
