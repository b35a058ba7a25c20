import { NOTICE_GRANT } from '#server/db/notices.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { noticeLink } from '#server/domain/notices.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';
import { COUNT_CAP } from './inbox-counts.ts';
import { readerScope } from './reader-scope.ts';

export type NoticeFilter = {
  readonly unread?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type NoticeView = {
  readonly id: string;
  readonly kind: NoticeKind;
  /** A code that says which of its kind; '' where there is only one. */
  readonly detail: string;
  readonly case: { readonly id: string; readonly number: string; readonly title: string };
  readonly task: { readonly id: string; readonly name: string; readonly dueAt: string | null } | null;
  /** Where it leads: to the task, else to the case; of a grant that ends to the grant, from where it is renewed. */
  readonly link: string;
  readonly at: string;
  readonly readAt: string | null;
};

type Row = Pick<NoticeView, 'id' | 'kind' | 'detail'> & {
  caseId: string;
  number: string;
  title: string;
  taskId: string | null;
  grantId: string | null;
  taskName: string | null;
  dueAt: Date | null;
  at: Date;
  readAt: Date | null;
};

const PAGE = 25;

/** What the person was told, the newest first; of cases that they may no longer see nothing is told either. */
export async function notifications(db: Db, actor: Actor, filter: NoticeFilter): Promise<Page<NoticeView>> {
  const limit = filter.limit ?? PAGE;
  const after = parseCursor(filter.cursor);
  const visible = readerScope(actor, 'Case');
  const conditions = ['n.account_id = ?', 'n.shown', visible.sql];
  const params: unknown[] = [actor.accountId, ...visible.params];
  if (filter.unread === true) conditions.push('n.read_at is null');
  if (after) {
    conditions.push('(n.created_at, n.id) < (?::timestamptz, ?::uuid)');
    params.push(after.at, after.id);
  }
  const found = await rows<Row>(
    db.orm.em.fork(),
    `select n.id, n.kind, n.detail, f.id as "caseId", f.number, f.title, t.id as "taskId", ${NOTICE_GRANT} as "grantId", t.name as "taskName", t.due_at as "dueAt",
       n.created_at as at, n.read_at as "readAt"
     from notification n join case_file f on f.id = n.case_id left join task t on t.id = n.task_id
     where ${conditions.join(' and ')} order by n.created_at desc, n.id desc limit ${limit + 1}`,
    params,
  );
  return cut(found, limit, (row) => ({ at: row.at, id: row.id }), noticeView);
}

/** Counted up to 100 and not further, as the boxes of the inbox are. */
export async function unreadNotices(db: Db, actor: Actor): Promise<number> {
  const visible = readerScope(actor, 'Case');
  const [row] = await rows<{ unread: number }>(
    db.orm.em.fork(),
    `select count(*)::int as unread from (
       select 1 from notification n join case_file f on f.id = n.case_id
       where n.account_id = ? and n.shown and n.read_at is null and ${visible.sql} limit ${COUNT_CAP}) capped`,
    [actor.accountId, ...visible.params],
  );
  return row?.unread ?? 0;
}

function noticeView(row: Row): NoticeView {
  const { id, kind, detail, caseId, number, title, taskId, taskName, dueAt } = row;
  return {
    id,
    kind,
    detail,
    case: { id: caseId, number, title },
    task: taskId === null ? null : { id: taskId, name: taskName ?? '', dueAt: dueAt?.toISOString() ?? null },
    link: noticeLink(row),
    at: row.at.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
  };
}
