import { rows } from '#server/db/orm.ts';
import { searchQuery } from '#server/db/search.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import type { CaseState } from '#server/domain/cases.ts';
import { isId } from '#server/domain/ids.ts';
import { namesInHand, seesDrafts } from '#server/domain/reply-drafts.ts';
import type { ReplyState } from '#server/domain/reply-drafts.ts';
import { releaseOf } from '#server/db/reference.ts';
import { readerScope, seesNearlyAll } from './reader-scope.ts';
import type { Scope } from './reader-scope.ts';
import { timesOfFiling } from './times-of-filing.ts';
import { clockOfDueDate } from './clock-view.ts';
import type { ClockView } from './clock-view.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';

export type CaseFilter = {
  readonly state?: CaseState | undefined;
  readonly process?: string | undefined;
  /** Only what was filed with one form. */
  readonly together?: string | undefined;
  readonly q?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type CaseRow = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: CaseState;
  readonly process: string;
  readonly applicant: string;
  readonly provider: string;
  /** Names of the steps open now. */
  readonly step: string | null;
  readonly clock: ClockView;
  readonly filedAt: string;
  /** What was filed with the same form: how many of these the reader may see; null for one that is alone. */
  readonly together: { readonly id: string; readonly count: number } | null;
};

type Found = Omit<CaseRow, 'clock' | 'filedAt' | 'step' | 'together'> & {
  together: string | null;
  count: number;
  release: number;
  applicantId: string;
  parties: readonly string[];
  replyState: ReplyState;
  open: readonly { readonly element: string; readonly name: string }[];
  filedAt: Date;
  dueAt: Date | null;
  limitKey: string | null;
};

/** Cases that the actor may see, the newest first. */
export async function caseList(db: Db, actor: Actor, filter: CaseFilter): Promise<Page<CaseRow>> {
  const limit = filter.limit ?? 25;
  const scope = readerScope(actor, 'Case');
  const after = parseCursor(filter.cursor);
  const words = filter.q === undefined ? null : searchQuery(filter.q);
  const conditions = [scope.sql];
  const params: unknown[] = [...scope.params];
  if (filter.state !== undefined) {
    conditions.push('f.state = ?');
    params.push(filter.state);
  }
  if (filter.process !== undefined) {
    conditions.push('f.process_key = ?');
    params.push(filter.process);
  }
  if (filter.together !== undefined) {
    if (!isId(filter.together)) return { items: [], next: null };
    conditions.push('f.filed_together = ?');
    params.push(filter.together);
  }
  if (words !== null) {
    conditions.push('f.search @@ ?::tsquery');
    params.push(words);
  }
  if (after) {
    conditions.push('(f.filed_at, f.id) < (?::timestamptz, ?::uuid)');
    params.push(after.at, after.id);
  }
  // Whoever sees every case finds the newest at the end of an index; all others, and words, are asked for by time.
  const times = words === null && seesNearlyAll(scope) ? [scope] : timesOfFiling(db);
  const part = ({ sql }: Scope): string =>
    `(select f.id, f.filed_at, f.filed_together as together from case_file f where ${[...conditions, sql].join(' and ')} order by f.filed_at desc, f.id desc limit ${limit + 1})`;
  const found = await rows<Found>(
    db.orm.em.fork(),
    `with page as materialized (select * from (${times.map(part).join(' union all ')}) parts limit ${limit + 1})
     select f.id, f.number, f.title, f.state, f.process_key as process, a.short_name as applicant, p.short_name as provider, f.filed_at as "filedAt",
       f.release, f.applicant_id as "applicantId", f.parties, f.reply_state as "replyState",
       array(select jsonb_build_object('element', t.element, 'name', t.name) from task t where t.case_id = f.id and t.state = 'open' order by t.created_at) as open,
       page.together, case when page.together is null then 1 else (select count(*)::int from case_file f where f.filed_together = page.together and ${scope.sql}) end as count,
       c.due_at as "dueAt", c.limit_key as "limitKey"
     from page join case_file f on f.id = page.id
     join organisation a on a.id = f.applicant_id join organisation p on p.id = f.provider_id
     left join lateral (select due_at, limit_key from clock where case_id = f.id and state = 'running' order by due_at limit 1) c on true
     order by f.filed_at desc, f.id desc`,
    [...times.flatMap((time) => [...params, ...time.params]), ...scope.params],
  );
  return cut(
    found,
    limit,
    (row) => ({ at: row.filedAt, id: row.id }),
    ({ dueAt, limitKey, filedAt, release, applicantId, parties, replyState, open, together, count, ...row }) => ({
      ...row,
      step: stepInHand(db, actor, row, { release, applicantId, parties, replyState, open }),
      clock: clockOfDueDate(db, limitKey ?? '', dueAt),
      filedAt: filedAt.toISOString(),
      together: together === null || count < 2 ? null : { id: together, count },
    }),
  );
}

function stepInHand(
  db: Db,
  actor: Actor,
  row: Pick<Found, 'process' | 'state'>,
  file: Pick<Found, 'release' | 'applicantId' | 'parties' | 'replyState' | 'open'>,
): string | null {
  const { definition } = releaseOf(db.reference, row.process, file.release);
  const names =
    seesDrafts(actor, file) || hasEnded(row.state)
      ? file.open.map(({ name }) => name)
      : namesInHand(definition, file.open, file.replyState);
  return names.length === 0 ? null : names.join('、');
}
