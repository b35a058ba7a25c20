import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { rolesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { Conclusion } from '#server/domain/confidentiality/verdicts.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';
import { readerScope } from './reader-scope.ts';

export type LedgerFilter = {
  /** `holds`: decisions in force; `due`: what was not opened and is to be looked at again by now. */
  readonly show?: 'holds' | 'ended' | 'due' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type LedgerRow = {
  readonly id: string;
  readonly number: string;
  readonly caseId: string;
  readonly entry: { readonly id: string; readonly name: string };
  readonly provider: string;
  readonly conclusion: Conclusion;
  readonly channel: string;
  readonly level: number;
  readonly released: number;
  readonly masked: number;
  readonly withheld: number;
  /** Those who signed, in the order of the rows of the sheet. */
  readonly signers: readonly { readonly duty: string; readonly name: string }[];
  readonly decidedAt: string;
  readonly ended: { readonly at: string; readonly why: string } | null;
  readonly reevaluateOn: string | null;
  readonly mayReview: boolean;
};

type Found = Omit<LedgerRow, 'entry' | 'decidedAt' | 'ended' | 'mayReview'> & {
  entryId: string;
  entryName: string;
  providerId: string;
  decidedAt: Date;
  invalidatedAt: Date | null;
  invalidatedWhy: string | null;
};

const WHERE = {
  holds: 'd.invalidated_at is null',
  ended: 'd.invalidated_at is not null',
  due: 'd.reevaluate_on <= ?::date',
} as const;

/** 保密审查台账: every decision of a review, for those who may read them, the newest first (DOMAIN §3). */
export async function reviewLedger(db: Db, actor: Actor, filter: LedgerFilter): Promise<Page<LedgerRow>> {
  const limit = filter.limit ?? 25;
  const scope = readerScope(actor, 'Review');
  const after = parseCursor(filter.cursor);
  const conditions = [scope.sql];
  const params: unknown[] = [...scope.params];
  if (filter.show !== undefined) conditions.push(WHERE[filter.show]);
  if (filter.show === 'due') params.push(dayOf(db.now(), db.reference.calendar.timezone));
  if (after) {
    conditions.push('(d.decided_at, d.id) < (?::timestamptz, ?::uuid)');
    params.push(after.at, after.id);
  }
  const found = await rows<Found>(
    db.orm.em.fork(),
    `select d.id, d.number, d.case_id as "caseId", d.entry_id as "entryId", e.name as "entryName", o.short_name as provider,
       d.provider_id as "providerId", d.conclusion, d.channel, d.level, d.decided_at as "decidedAt", d.invalidated_at as "invalidatedAt",
       d.invalidated_why as "invalidatedWhy", to_char(d.reevaluate_on, 'YYYY-MM-DD') as "reevaluateOn",
       (select count(*)::int from review_item i where i.decision_id = d.id and i.verdict = 'release') as released,
       (select count(*)::int from review_item i where i.decision_id = d.id and i.verdict = 'mask') as masked,
       (select count(*)::int from review_item i where i.decision_id = d.id and i.verdict = 'withhold') as withheld,
       (select coalesce(json_agg(json_build_object('duty', s.value->>'duty', 'name', a.display_name) order by s.ordinality), '[]')
          from jsonb_array_elements(d.signers) with ordinality s join account a on a.id = s.value->>'accountId') as signers
     from review_decision d join catalogue_entry e on e.id = d.entry_id join organisation o on o.id = d.provider_id
     where ${conditions.join(' and ')} order by d.decided_at desc, d.id desc limit ${limit + 1}`,
    params,
  );
  const reviews = rolesOf(actor).some((role) => role === 'catalogue_compiler' || role === 'data_steward');
  return cut(
    found,
    limit,
    (row) => ({ at: row.decidedAt, id: row.id }),
    (row) => shown(row, reviews ? actor.organisationId : null),
  );
}

function shown(
  { entryId, entryName, decidedAt, invalidatedAt, invalidatedWhy, providerId, ...row }: Found,
  ours: string | null,
): LedgerRow {
  return {
    ...row,
    mayReview: providerId === ours,
    entry: { id: entryId, name: entryName },
    decidedAt: decidedAt.toISOString(),
    ended: invalidatedAt === null ? null : { at: invalidatedAt.toISOString(), why: invalidatedWhy ?? '' },
  };
}
