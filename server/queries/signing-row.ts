import type { Answers } from '#forms/answers.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { readerScope } from './reader-scope.ts';

export type RowItem = {
  readonly taskId: string;
  readonly name: string;
  readonly number: string;
  readonly title: string;
  readonly outcome: string;
  readonly opinion: string;
  readonly basis: string;
  readonly answers: Answers;
  readonly revision: number;
};

/** What a person has decided on cards and not signed yet, in the order in which they read them. */
export function signingRow(db: Db, actor: Actor): Promise<readonly RowItem[]> {
  const visible = readerScope(actor, 'Case');
  return rows<RowItem>(
    db.orm.em.fork(),
    `select r.task_id as "taskId", t.name, f.number, f.title, r.outcome, r.opinion, r.basis, r.answers, r.revision
     from signing_row r join task t on t.id = r.task_id join case_file f on f.id = t.case_id
     where r.account_id = ? and t.state = 'open' and ${visible.sql} order by r.added_at, r.task_id`,
    [actor.accountId, ...visible.params],
  );
}
