import type { EntityManager } from '@mikro-orm/postgresql';
import { readEntry } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import { newSalt } from '#server/db/contents.ts';
import { reviewedContent, reviewedHash } from '#server/domain/confidentiality/content.ts';
import { insertRows } from './insert-rows.ts';

/** The day on which the demo's catalogue was taken over, with the decisions that had been made for it. */
const TAKEN_OVER = '2025-08-01';

/** What the demo brings along: a decision for each published entry that is open, and the company on a credit list. */
export async function seedStanding(em: EntityManager): Promise<void> {
  const open = await rows<{ id: string }>(
    em,
    `select id from catalogue_entry where state = 'published' and open_type <> 'not_open' order by id`,
  );
  const entries = await Promise.all(open.map(({ id }) => readEntry(em, id)));
  await insertRows(
    em,
    'imported_release',
    entries
      .filter((entry) => entry !== null)
      .map((entry, index) => {
        const salt = newSalt();
        return {
          entry_id: entry.id,
          number: `保审〔2025〕${String(index + 1).padStart(6, '0')}号`,
          salt,
          content_hash: reviewedHash(salt, reviewedContent(entry)),
          decided_on: TAKEN_OVER,
        };
      }),
  );
  const [listed] = await rows<{ code: string }>(em, `select code from organisation where id = 'ext-bad'`);
  if (!listed) throw new Error('the demo has lost its company on the list');
  await insertRows(em, 'listed_applicant', [
    { uscc: listed.code, list: 'dishonest_debtor', listed_on: '2025-06-10', removed_on: null, source: '失信被执行人名单(示例)' },
  ]);
}
