import { notifyAll } from '#server/db/notices.ts';
import { rows } from '#server/db/orm.ts';
import { todayOf } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { DAYS_BEFORE_END } from '#server/domain/grants.ts';

/** So many grants are told of in one transaction. */
const AT_ONCE = 500;

type Ending = {
  readonly grantId: string;
  readonly caseId: string;
  readonly consumerId: string;
  readonly providerId: string;
  readonly days: number;
};

/**
 * Tells user and provider that a grant ends (DOMAIN §4.5 c): once for each of the days before, the nearest alone when several have
 * come; a grant that is renewed is told of anew. Returns how many were told of.
 */
export async function announceGrantEnds(db: Db, ending?: AbortSignal): Promise<number> {
  let told = 0;
  while (ending?.aborted !== true) {
    const announced = await transact(db, async (tx) => {
      const today = todayOf(tx);
      const due = await rows<Ending>(
        tx.em,
        `insert into grant_end_notice (grant_id, valid_to, days, told_at)
         select g.id, g.valid_to, near.days, ? from share_grant g
         cross join lateral (select min(d) as days from unnest(?::int[]) d where g.valid_to - ?::date <= d) near
         where g.state in ('active', 'suspended') and g.valid_to between ?::date and ?::date + ?::int
           and not exists (select 1 from grant_end_notice n where n.grant_id = g.id and n.valid_to = g.valid_to and n.days = near.days)
         order by g.valid_to, g.id limit ${AT_ONCE} on conflict do nothing
         returning grant_id as "grantId", days,
           (select case_id from share_grant g where g.id = grant_id) as "caseId",
           (select consumer_id from share_grant g where g.id = grant_id) as "consumerId",
           (select provider_id from share_grant g where g.id = grant_id) as "providerId"`,
        [tx.at, [...DAYS_BEFORE_END], today, today, today, Math.max(...DAYS_BEFORE_END)],
      );
      notifyAll(
        tx,
        due.map(({ grantId, caseId, consumerId, providerId, days }) => ({
          kind: 'grant_ends' as const,
          detail: String(days),
          // The day is in it by way of the row: a renewed grant has another.
          source: `ends:${grantId}:${days}:${today}`,
          caseId,
          groups: [
            `${consumerId}:dept_applicant`,
            `${consumerId}:data_steward`,
            `${consumerId}:external_applicant`,
            `${providerId}:data_steward`,
          ],
        })),
      );
      return due.length;
    });
    told += announced;
    if (announced < AT_ONCE) break;
  }
  return told;
}
