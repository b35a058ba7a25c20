import { may } from '#server/auth/ability.ts';
import { draftNames, forgetContent, importContent, ownImport } from '#server/db/imports.ts';
import { run } from '#server/db/orm.ts';
import { releaseForNewCase } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { plainName } from '#server/domain/catalogue-names.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type ImportConfirmed = { readonly id: string; readonly stored: number };

/**
 * Makes a draft of each entry without errors, all in one transaction: there are all of them or none, and done twice it is
 * done once. The compiler goes on with these drafts as with any other.
 */
export function confirmImport(db: Db, actor: Actor, { id }: { readonly id: string }): Promise<ImportConfirmed | Refusal> {
  return transact(db, async (tx) => {
    // Two files with the same entry, confirmed at once, make one draft of it.
    await run(tx.em, 'select 1 from account where id = ? for no key update', [actor.accountId]);
    const found = isId(id) ? await ownImport(tx.em, actor.accountId, id) : null;
    if (!found || !may(actor, 'compile', 'Entry', { state: 'unpublished', providerId: found.organisationId }))
      return refuse('not_found', { reason: 'import_not_found' });
    if (found.state === 'stored') return { id, stored: found.stored };
    const content = found.state === 'checked' ? await importContent(tx.em, id) : null;
    if (!content) return refuse('wrong_state', { reason: `import_${found.state}` });

    const taken = await draftNames(tx.em, actor.accountId);
    const drafts = content.entries.flatMap(({ name, answers }) =>
      answers === null || taken.has(plainName(name)) ? [] : [{ id: tx.newId(), answers }],
    );
    if (drafts.length === 0) return refuse('invalid', { reason: 'import_nothing_good' });
    const release = releaseForNewCase(tx.reference, 'catalogue-review', tx.at);
    const form = release?.forms.get(release.startForm);
    if (!form) throw new Error('catalogue-review has no form to start with');
    await run(
      tx.em,
      `insert into draft (id, account_id, process_key, subject, form_key, form_version, answers, updated_at, import_id)
       select x.id, ?, 'catalogue-review', 'new:' || x.id, ?, ?, x.answers, ?, ? from jsonb_to_recordset(?::jsonb) as x (id uuid, answers jsonb)`,
      [actor.accountId, form.key, form.version, tx.at, id, JSON.stringify(drafts)],
    );
    await run(tx.em, `update catalogue_import set state = 'stored', stored = ?, settled_at = ? where id = ?`, [drafts.length, tx.at, id]);
    await forgetContent(tx.em, [id]);
    return { id, stored: drafts.length };
  });
}
