import { may } from '#server/auth/ability.ts';
import { partsOf } from '#server/db/case-rows.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import type { ShareGrant } from '#server/db/entities/share-grant.ts';
import { doubtOf } from '#server/db/doubts.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { ShareMethod } from '#server/domain/catalogue.ts';
import type { GrantKind, GrantState, Treatment } from '#server/domain/grants.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { clocksIn } from './clock-view.ts';
import type { ClockView } from './clock-view.ts';
import { cut, parseCursor } from './cursor.ts';
import type { Page } from './cursor.ts';
import { itemViews } from './entry-items.ts';
import type { ItemView } from './entry-items.ts';
import { readerScope } from './reader-scope.ts';

export type GrantFilter = {
  /** Data that we may use, or data of ours that others use; both when not given. */
  readonly side?: 'consumer' | 'provider' | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type GrantRow = {
  readonly id: string;
  readonly number: string;
  readonly kind: GrantKind;
  readonly caseId: string;
  readonly entry: { readonly id: string; readonly name: string };
  readonly provider: string;
  readonly consumer: string;
  readonly method: ShareMethod;
  readonly treatment: Treatment;
  readonly state: GrantState;
  readonly validFrom: string;
  readonly validTo: string;
  readonly itemCount: number;
  /** A value of one of its items is being verified. */
  readonly doubted: boolean;
  readonly approvedAt: string;
};

export type GrantDetails = GrantRow & {
  readonly caseNumber: string;
  readonly rowFilter: string;
  readonly quota: number | null;
  readonly quotaUnit: string | null;
  readonly purpose: string;
  readonly items: readonly ItemView[];
  readonly clock: ClockView;
  readonly activatedAt: string | null;
  readonly credential: CredentialView | null;
  readonly delivery: { readonly method: string; readonly deliveredOn: string; readonly receipt: string; readonly by: string } | null;
};

export type CredentialView = {
  readonly appKey: string;
  readonly endpoint: string;
  readonly allowList: readonly string[];
  readonly qps: number;
  readonly claimedAt: string | null;
  readonly canClaim: boolean;
};

type Found = Omit<GrantRow, 'entry' | 'approvedAt'> & { entryId: string; entryName: string; approvedAt: Date };

type FoundWhole = Found &
  Pick<ShareGrant, 'rowFilter' | 'items' | 'providerId' | 'consumerId'> & {
    caseNumber: string;
    quota: number | null;
    quotaUnit: string | null;
    activatedAt: Date | null;
    delivery: ShareGrant['delivery'] | null;
  };

const GRANT = `
  g.id, g.number, g.kind, g.case_id as "caseId", g.entry_id as "entryId", e.name as "entryName", p.short_name as provider, c.short_name as consumer,
  g.method, g.treatment, g.state, to_char(g.valid_from, 'YYYY-MM-DD') as "validFrom", to_char(g.valid_to, 'YYYY-MM-DD') as "validTo",
  cardinality(g.items) as "itemCount", ${doubtOf('g.entry_id', 'g.items')} as doubted, g.approved_at as "approvedAt"
  from share_grant g join catalogue_entry e on e.id = g.entry_id
  join organisation p on p.id = g.provider_id join organisation c on c.id = g.consumer_id`;

export async function grantList(db: Db, actor: Actor, filter: GrantFilter): Promise<Page<GrantRow>> {
  const limit = filter.limit ?? 25;
  const scope = readerScope(actor, 'Grant');
  const after = parseCursor(filter.cursor);
  const conditions = [scope.sql];
  const params: unknown[] = [...scope.params];
  if (filter.side !== undefined) {
    conditions.push(filter.side === 'consumer' ? 'g.consumer_id = ?' : 'g.provider_id = ?');
    params.push(actor.organisationId);
  }
  if (after) {
    conditions.push('(g.approved_at, g.id) < (?::timestamptz, ?::uuid)');
    params.push(after.at, after.id);
  }
  const found = await rows<Found>(
    db.orm.em.fork(),
    `select ${GRANT} where ${conditions.join(' and ')} order by g.approved_at desc, g.id desc limit ${limit + 1}`,
    params,
  );
  return cut(found, limit, (row) => ({ at: row.approvedAt, id: row.id }), grantRow);
}

export async function grantDetails(db: Db, actor: Actor, input: { readonly grantId: string }): Promise<GrantDetails | Refusal> {
  if (!isId(input.grantId)) return refuse('not_found', { reason: 'grant_not_found' });
  const em = db.orm.em.fork();
  const [grant] = await rows<FoundWhole>(
    em,
    `select f.number as "caseNumber", g.row_filter as "rowFilter", g.quota, g.quota_unit as "quotaUnit", g.activated_at as "activatedAt", g.items,
       g.delivery, g.provider_id as "providerId", g.consumer_id as "consumerId", ${GRANT} join case_file f on f.id = g.case_id where g.id = ?`,
    [input.grantId],
  );
  if (!grant || !may(actor, 'read', 'Grant', grant)) return refuse('not_found', { reason: 'grant_not_found' });
  const {
    rowFilter,
    quota,
    quotaUnit,
    activatedAt,
    items,
    delivery,
    caseNumber,
    providerId: _provider,
    consumerId: _consumer,
    ...row
  } = grant;
  const parts = await partsOf(em, row.caseId, ['contents', 'entry', 'clocks', 'decisions', 'people']);
  const { purpose } = applicationIn(parts).answers;
  return {
    ...grantRow(row),
    caseNumber,
    rowFilter,
    quota,
    quotaUnit,
    purpose: typeof purpose === 'string' ? purpose : '',
    items: (parts.entry ? itemViews(parts.entry) : []).filter((item) => items.includes(item.id)),
    clock: clocksIn(db, parts)[0] ?? { kind: 'none' },
    activatedAt: activatedAt?.toISOString() ?? null,
    credential: await credentialOf(db, actor, grant),
    delivery: deliveryOf(delivery, parts),
  };
}

async function credentialOf(db: Db, actor: Actor, grant: FoundWhole): Promise<CredentialView | null> {
  const [found] = await rows<Omit<CredentialView, 'claimedAt' | 'canClaim'> & { claimedAt: Date | null }>(
    db.orm.em.fork(),
    `select app_key as "appKey", endpoint, allow_list as "allowList", qps, claimed_at as "claimedAt" from interface_credential where grant_id = ?`,
    [grant.id],
  );
  if (!found) return null;
  const canClaim = found.claimedAt === null && may(actor, 'claim', 'Grant', grant);
  return { ...found, claimedAt: found.claimedAt?.toISOString() ?? null, canClaim };
}

function deliveryOf(
  delivery: FoundWhole['delivery'],
  { contents, decisions, people }: Pick<CaseRows, 'contents' | 'decisions' | 'people'>,
): GrantDetails['delivery'] {
  if (!delivery) return null;
  const decision = decisions.find(({ id }) => id === delivery.decisionId);
  const receipt = contents.find(({ id }) => id === decision?.contentId)?.answers['receipt'];
  return {
    method: delivery.method,
    deliveredOn: delivery.deliveredOn,
    receipt: typeof receipt === 'string' ? receipt : '',
    by: people[decision?.accountId ?? ''] ?? '',
  };
}

function grantRow({ entryId, entryName, approvedAt, ...row }: Found): GrantRow {
  return { ...row, entry: { id: entryId, name: entryName }, approvedAt: approvedAt.toISOString() };
}
