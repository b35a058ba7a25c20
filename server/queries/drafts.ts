import type { Answers } from '#forms/answers.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';
import { readerScope } from './reader-scope.ts';

export type DraftView = {
  readonly id: string;
  readonly process: string;
  readonly subject: string;
  /** The entry applied for, or the task being decided, in words. */
  readonly title: string;
  readonly answers: Answers;
  readonly savedAt: string;
};

export type DraftFilter = { readonly limit?: number | undefined; readonly cursor?: string | undefined };

/** What was left half done and can still be handed in, the latest first. */
export async function drafts(db: Db, actor: Actor, filter: DraftFilter): Promise<Page<DraftView>> {
  const limit = filter.limit ?? 25;
  const after = parseCursor(filter.cursor);
  // What became invisible since it was begun keeps its draft, but tells its name no more.
  const entries = readerScope(actor, 'Entry');
  const cases = readerScope(actor, 'Case');
  const found = await rows<Omit<DraftView, 'savedAt'> & { savedAt: Date }>(
    db.orm.em.fork(),
    `select d.id, d.process_key as process, d.subject, d.answers, d.updated_at as "savedAt", coalesce(e.name, t.name || ' · ' || f.title || ' · ' || f.number, d.answers->>'name', '') as title
     from draft d
     left join catalogue_entry e on d.subject = 'entry:' || e.id and ${entries.sql}
     left join task t on d.subject = 'task:' || t.id::text left join case_file f on f.id = t.case_id and ${cases.sql}
     where d.account_id = ? and (t.id is null or t.state = 'open') ${after ? 'and (d.updated_at, d.id) < (?::timestamptz, ?::uuid)' : ''}
     order by d.updated_at desc, d.id desc limit ${limit + 1}`,
    [...entries.params, ...cases.params, actor.accountId, ...(after ? [after.at, after.id] : [])],
  );
  return cut(
    found,
    limit,
    ({ savedAt, id }) => ({ at: savedAt, id }),
    (draft) => ({ ...draft, savedAt: draft.savedAt.toISOString() }),
  );
}
