import { randomUUID } from 'node:crypto';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { isRefusal } from '#server/domain/refusal.ts';
import type { Change, Changes } from './changes.ts';
import type { Reference } from './reference.ts';
import { openWrites } from './writes.ts';
import type { Writes } from './writes.ts';

/** What every command and query gets handed: the database, the time, the standing data, and whom to tell. */
export type Db = {
  readonly orm: MikroORM;
  readonly now: () => Date;
  readonly changes: Changes;
  readonly reference: Reference;
  /** Runs in the transaction of a command that succeeded, just before its commit: the answer to a repeated request is kept there. */
  readonly beforeCommit?: (tx: Tx, result: unknown) => Promise<void>;
};

/** One transaction: its own identity map, one instant for all that happens in it. */
export type Tx = {
  readonly em: EntityManager;
  readonly at: Date;
  readonly reference: Reference;
  newId(): string;
  /** Sent together before the commit, after what the entities changed. */
  readonly writes: Pick<Writes, 'insert' | 'run'>;
  /** Told after the commit, in order; never when the transaction is rolled back. */
  announce(change: Change): void;
};

/** Runs `work` in one transaction. A refusal rolls back like an error does, and is returned. */
export async function transact<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const told: Change[] = [];
  const writes = openWrites();
  const em = db.orm.em.fork();
  await em.begin();
  try {
    const tx: Tx = { em, at: db.now(), reference: db.reference, writes, newId: randomUUID, announce: (change) => told.push(change) };
    const result = await work(tx);
    if (isRefusal(result)) {
      await em.rollback();
      return result;
    }
    await writes.send(em);
    await db.beforeCommit?.(tx, result);
    await em.commit();
    db.changes.tell(told);
    return result;
  } catch (error) {
    if (em.isInTransaction()) await em.rollback();
    throw error;
  }
}
