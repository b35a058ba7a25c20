import { forgetContent, ownImport } from '#server/db/imports.ts';
import { run } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** Gives a file up before anything became of it. */
export function dropImport(db: Db, actor: Actor, { id }: { readonly id: string }): Promise<{ readonly id: string } | Refusal> {
  return transact(db, async (tx) => {
    const found = isId(id) ? await ownImport(tx.em, actor.accountId, id) : null;
    if (!found) return refuse('not_found', { reason: 'import_not_found' });
    if (found.state === 'stored') return refuse('wrong_state', { reason: 'import_stored' });
    await run(tx.em, `update catalogue_import set state = 'dropped', settled_at = ? where id = ?`, [tx.at, id]);
    await forgetContent(tx.em, [id]);
    return { id };
  });
}
