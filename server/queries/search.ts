import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { CaseState } from '#server/domain/cases.ts';
import type { ShareType } from '#server/domain/catalogue.ts';
import { isId } from '#server/domain/ids.ts';
import type { Page } from './cursor.ts';
import type { Scope as Clause } from './reader-scope.ts';
import { branchesOf } from './search-branches.ts';
import type { Branch, HitKind, Match } from './search-branches.ts';

type Found<Kind extends HitKind> = {
  readonly kind: Kind;
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly match: Match;
};
export type CaseHit = Found<'case'> & {
  readonly state: CaseState;
  readonly applicant: string;
  readonly provider: string;
  readonly filedBy: string;
  readonly filedAt: string;
};
export type EntryHit = Found<'entry'> & {
  readonly provider: string;
  readonly shareType: ShareType;
  readonly level: number;
  readonly canApply: boolean;
};
export type OrganisationHit = Found<'organisation'> & { readonly shortName: string };
export type Hit = CaseHit | EntryHit | OrganisationHit;

export type SearchFilter = {
  readonly q: string;
  readonly kinds?: readonly HitKind[] | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
};

type Row = {
  kind: HitKind;
  match: Match;
  id: string;
  at: Date;
  number: string;
  title: string;
  detail: {
    readonly state: CaseState;
    readonly applicant: string;
    readonly provider: string;
    readonly filedBy: string;
    readonly shareType: ShareType;
    readonly level: number;
    readonly shortName: string;
    readonly entryState: string;
    readonly providerId: string;
  };
};

/**
 * Cases, entries and organisations that the actor may see, by number, title, person and words of two characters: what is
 * named by its number, then what has the words in its heading, then the rest; the newest first.
 */
export async function search(db: Db, actor: Actor, filter: SearchFilter): Promise<Page<Hit>> {
  const limit = filter.limit ?? 25;
  const branches = after(branchesOf(db, actor, filter.q.trim()), filter.cursor).filter(
    ({ kind }) => filter.kinds === undefined || filter.kinds.includes(kind),
  );
  if (branches.length === 0) return { items: [], next: null };
  const parts = branches.map((branch, index) => partOf(branch, index, limit + 1));
  const found = await rows<Row>(
    db.orm.em.fork(),
    // PostgreSQL asks the parts one after the other and no further than it needs: a word in every case costs no more than a rare one.
    `with found as materialized (select * from (${parts.map(({ sql }) => sql).join(' union all ')}) parts limit ${limit + 1})
     select h.kind, h.match, coalesce(h.case_id::text, h.key) as id, h.at,
       coalesce(f.number, e.resource_code, o.code) as number, coalesce(f.title, e.name, o.name) as title,
       json_build_object('state', f.state, 'applicant', a.short_name, 'provider', p.short_name, 'filedBy', coalesce(w.display_name, ''),
         'shareType', e.share_type, 'level', e.level, 'shortName', o.short_name, 'entryState', e.state, 'providerId', e.provider_id) as detail
     from found h
     left join case_file f on f.id = h.case_id left join account w on w.id = f.filed_by left join organisation a on a.id = f.applicant_id
     left join catalogue_entry e on h.kind = 'entry' and e.id = h.key
     left join organisation o on h.kind = 'organisation' and o.id = h.key
     left join organisation p on p.id = coalesce(f.provider_id, e.provider_id)
     order by h.part, h.at desc, h.case_id desc, h.key desc`,
    parts.flatMap(({ params }) => params),
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map((row) => hitOf(actor, row)), next: found.length > limit && last ? cursorOf(last) : null };
}

function partOf({ kind, match, from, id, at, where }: Branch, part: number, limit: number): Clause {
  const key = kind === 'case' ? `${id} as case_id, null as key` : `null::uuid as case_id, ${id} as key`;
  return {
    sql: `(select ${part} as part, '${kind}' as kind, '${match}' as match, ${key}, ${at} as at from ${from}
      where ${where.map(({ sql }) => sql).join(' and ')} order by ${at} desc, ${id} desc limit ${limit})`,
    params: where.flatMap(({ params }) => params),
  };
}

/** Only what comes after the row that the cursor names; all of it for a cursor that names none. */
function after(branches: readonly Branch[], cursor: string | undefined): readonly Branch[] {
  const [match, kind, at, id, ...rest] = Buffer.from(cursor ?? '', 'base64url')
    .toString('utf8')
    .split('|');
  const from = branches.findIndex((branch) => branch.match === match && branch.kind === kind);
  const time = Date.parse(at ?? '');
  if (from === -1 || Number.isNaN(time) || id === undefined || rest.length > 0) return branches;
  if (kind === 'case' ? !isId(id) : !/^[a-z0-9-]{1,64}$/.test(id)) return branches;
  return branches.slice(from).map((branch) => {
    if (branch.match !== match || branch.kind !== kind) return branch;
    const type = kind === 'case' ? 'uuid' : 'text';
    const later = { sql: `(${branch.at}, ${branch.id}) < (?::timestamptz, ?::${type})`, params: [new Date(time).toISOString(), id] };
    return { ...branch, where: [...branch.where, later] };
  });
}

function cursorOf({ match, kind, at, id }: Row): string {
  return Buffer.from([match, kind, at.toISOString(), id].join('|')).toString('base64url');
}

function hitOf(actor: Actor, { kind, match, id, at, number, title, detail }: Row): Hit {
  const { state, applicant, provider, filedBy, shareType, level, shortName } = detail;
  const found = { id, number, title, match };
  switch (kind) {
    case 'case':
      return { kind, ...found, state, applicant, provider, filedBy, filedAt: at.toISOString() };
    case 'entry':
      return {
        kind,
        ...found,
        provider,
        shareType,
        level,
        canApply: may(actor, 'apply', 'Entry', { state: detail.entryState, providerId: detail.providerId }),
      };
    case 'organisation':
      return { kind, ...found, shortName };
    default:
      return kind satisfies never;
  }
}
