import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type FormDocument = { readonly key: string; readonly version: number; readonly schema: unknown };

/** A released form as its form-js document, word for word. */
export async function formDocument(db: Db, input: { readonly key: string; readonly version: number }): Promise<FormDocument | Refusal> {
  const [found] = await rows<FormDocument>(
    db.orm.em.fork(),
    'select key, version, schema from form_version where key = ? and version = ?',
    [input.key, input.version],
  );
  return found ?? refuse('not_found', { reason: 'form_not_found' });
}
