import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { addresseesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { caseList } from './case-list.ts';
import type { CaseRow } from './case-list.ts';
import { drafts } from './drafts.ts';
import type { DraftView } from './drafts.ts';
import { inbox } from './inbox.ts';
import type { InboxItem } from './inbox.ts';
import { inboxCounts } from './inbox-counts.ts';
import type { InboxCounts } from './inbox-counts.ts';
import { startable } from './processes.ts';
import type { StartableProcess } from './processes.ts';
import { readerScope } from './reader-scope.ts';

export type ReminderView = {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly limitKey: string;
  readonly kind: 'half' | 'eighty' | 'overdue' | 'escalated' | 'urged';
  readonly dueAt: string;
  readonly at: string;
};

export type Workbench = {
  readonly counts: InboxCounts;
  readonly tasks: readonly InboxItem[];
  readonly cases: readonly CaseRow[];
  readonly drafts: readonly DraftView[];
  readonly reminders: readonly ReminderView[];
  readonly mayStart: readonly StartableProcess[];
};

/** What a person finds in the morning: what to do by urgency, how one's own cases stand, what was left half done. */
export async function workbench(db: Db, actor: Actor): Promise<Workbench> {
  const mine = await inbox(db, actor, { box: 'todo', limit: 8 });
  const cases = await caseList(db, actor, { state: 'submitted', limit: 8 });
  return {
    counts: await inboxCounts(db, actor),
    tasks: mine.items,
    cases: cases.items,
    drafts: (await drafts(db, actor, {})).items,
    reminders: await reminders(db, actor),
    mayStart: startable(db, actor),
  };
}

/** Reminders about clocks that still run, of cases that the person may see. */
async function reminders(db: Db, actor: Actor): Promise<ReminderView[]> {
  const visible = readerScope(actor, 'Case');
  const found = await rows<Omit<ReminderView, 'dueAt' | 'at'> & { dueAt: Date; at: Date }>(
    db.orm.em.fork(),
    `select distinct on (r.clock_id) r.id, r.case_id as "caseId", f.number, f.title, c.limit_key as "limitKey", r.kind, r.due_at as "dueAt", r.created_at as at
     from reminder r join clock c on c.id = r.clock_id join case_file f on f.id = r.case_id
     where r.group_id = any (?) and c.state = 'running' and c.due_at = r.due_at and ${visible.sql}
     order by r.clock_id, r.created_at desc limit 20`,
    [addresseesOf(actor), ...visible.params],
  );
  return found.map((row) => ({ ...row, dueAt: row.dueAt.toISOString(), at: row.at.toISOString() }));
}
