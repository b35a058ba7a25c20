import { may } from '#server/auth/ability.ts';
import { doubtOf } from '#server/db/doubts.ts';
import { rows } from '#server/db/orm.ts';
import { searchQuery } from '#server/db/search.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { OpenType, ShareType } from '#server/domain/catalogue.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { freshnessOf } from '#server/domain/freshness.ts';
import type { Freshness } from '#server/domain/freshness.ts';
import { DATA_UNTIL, isPastItsCycle } from '#server/db/freshness.ts';
import { readerScope } from './reader-scope.ts';

export type CatalogueFilter = {
  readonly q?: string | undefined;
  readonly field?: readonly string[] | undefined;
  readonly provider?: readonly string[] | undefined;
  readonly shareType?: readonly string[] | undefined;
  readonly openType?: readonly string[] | undefined;
  readonly level?: readonly string[] | undefined;
  /** Only data past their update cycle. */
  readonly overdue?: boolean | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

export type EntryRow = {
  readonly id: string;
  readonly resourceCode: string;
  readonly name: string;
  readonly abstract: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly keyField: string;
  readonly shareType: ShareType;
  readonly openType: OpenType;
  readonly level: number;
  readonly updateCycle: string;
  /** The day of the last reported update; null when none was. */
  readonly updatedOn: string | null;
  /** Null where no cycle says. */
  readonly freshness: Freshness | null;
  readonly state: string;
  readonly itemCount: number;
  /** A value of it is being verified. */
  readonly doubted: boolean;
  readonly canApply: boolean;
};

export type Facet = { readonly value: string; readonly label: string; readonly count: number };
export type FacetName = 'field' | 'provider' | 'shareType' | 'level';
export type CataloguePage = {
  readonly items: readonly EntryRow[];
  readonly next: string | null;
  readonly total: number;
  readonly facets: Readonly<Record<FacetName, readonly Facet[]>>;
};

type Clause = { readonly sql: string; readonly params: readonly unknown[] };

const FACETS: Readonly<Record<FacetName, { value: string; label: string }>> = {
  field: { value: 'e.key_field', label: 'e.key_field' },
  provider: { value: 'e.provider_id', label: 'o.short_name' },
  shareType: { value: 'e.share_type', label: 'e.share_type' },
  level: { value: 'e.level::text', label: 'e.level::text' },
};

/** Entries that the actor may see, by code. Two-character Chinese words are found; counts of a facet leave its own choice out. */
export async function catalogue(db: Db, actor: Actor, filter: CatalogueFilter): Promise<CataloguePage> {
  const em = db.orm.em.fork();
  const limit = filter.limit ?? 25;
  const chosen = clausesOf(db, actor, filter);
  const page = both(Object.values(chosen), after(filter.cursor));
  const found = await rows<
    Omit<EntryRow, 'provider' | 'freshness' | 'canApply'> & { providerId: string; providerName: string; since: string | null }
  >(
    em,
    `select e.id, e.resource_code as "resourceCode", e.name, e.abstract, e.provider_id as "providerId", o.short_name as "providerName",
       e.key_field as "keyField", e.share_type as "shareType", e.open_type as "openType", e.level, e.update_cycle as "updateCycle", e.state,
       to_char(e.updated_on, 'YYYY-MM-DD') as "updatedOn", to_char(${DATA_UNTIL}, 'YYYY-MM-DD') as since,
       (select count(*)::int from information_item i where i.entry_id = e.id and not i.retired) as "itemCount", ${doubtOf('e.id')} as doubted
     from catalogue_entry e join organisation o on o.id = e.provider_id
     where ${page.sql} order by e.resource_code limit ${limit + 1}`,
    page.params,
  );
  const all = both(Object.values(chosen), null);
  const [count] = await rows<{ total: number }>(em, `select count(*)::int as total from catalogue_entry e where ${all.sql}`, all.params);
  const today = dayOf(db.now(), db.reference.calendar.timezone);
  const items = found.slice(0, limit).map(({ providerId, providerName, since, ...row }) => ({
    ...row,
    freshness: freshnessOf(db.reference, row.updateCycle, since, today),
    provider: { id: providerId, name: providerName },
    canApply: may(actor, 'apply', 'Entry', { ...row, providerId }),
  }));
  const last = items.at(-1);
  return {
    items,
    next: found.length > limit && last ? Buffer.from(last.resourceCode).toString('base64url') : null,
    total: count?.total ?? 0,
    facets: {
      field: await facet(db, 'field', chosen),
      provider: await facet(db, 'provider', chosen),
      shareType: await facet(db, 'shareType', chosen),
      level: await facet(db, 'level', chosen),
    },
  };
}

type Chosen = Readonly<Record<'scope' | 'words' | 'openType' | 'overdue' | FacetName, Clause | null>>;

function clausesOf(db: Db, actor: Actor, filter: CatalogueFilter): Chosen {
  const words = filter.q === undefined ? null : searchQuery(filter.q);
  const any = (column: string, values: readonly string[] | undefined): Clause | null =>
    values === undefined || values.length === 0 ? null : { sql: `${column} = any (?)`, params: [[...values]] };
  return {
    scope: readerScope(actor, 'Entry'),
    words: words === null ? null : { sql: 'e.search @@ ?::tsquery', params: [words] },
    openType: any('e.open_type', filter.openType),
    overdue: filter.overdue === true ? isPastItsCycle({ reference: db.reference, at: db.now() }) : null,
    field: any('e.key_field', filter.field),
    provider: any('e.provider_id', filter.provider),
    shareType: any('e.share_type', filter.shareType),
    level: any('e.level::text', filter.level),
  };
}

async function facet(db: Db, name: FacetName, chosen: Chosen): Promise<Facet[]> {
  const { value, label } = FACETS[name];
  const where = both(Object.values({ ...chosen, [name]: null }), null);
  return rows<Facet>(
    db.orm.em.fork(),
    `select ${value} as value, ${label} as label, count(*)::int as count from catalogue_entry e join organisation o on o.id = e.provider_id
     where ${where.sql} group by 1, 2 order by 3 desc, 1`,
    where.params,
  );
}

function after(cursor: string | undefined): Clause | null {
  const code = Buffer.from(cursor ?? '', 'base64url').toString('utf8');
  return /^[\w/.-]{1,100}$/.test(code) ? { sql: 'e.resource_code > ?', params: [code] } : null;
}

function both(clauses: readonly (Clause | null)[], more: Clause | null): Clause {
  const given = [...clauses, more].filter((clause) => clause !== null);
  return { sql: given.map((clause) => clause.sql).join(' and ') || 'true', params: given.flatMap((clause) => clause.params) };
}
