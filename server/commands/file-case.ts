import { startGateOf } from '#server/auth/refuse-start.ts';
import { fileInto } from '#server/db/file-into.ts';
import type { FileCase, Filed } from '#server/db/file-into.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Files a case of any process (政务数据共享条例 Art 20: 使用依据、场景、范围、共享方式、时限). */
export async function fileCase(db: Db, actor: Actor, input: FileCase): Promise<Filed | Refusal> {
  return transact(db, (tx) => fileInto(tx, actor, startGateOf(actor), input));
}
