import { may } from '#server/auth/ability.ts';
import { IMPORT_COLUMNS, importContent, ownImport } from '#server/db/imports.ts';
import type { ImportRecord, ImportState } from '#server/db/imports.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationFor } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { FieldRefusal, Refusal } from '#server/domain/refusal.ts';
import type { SheetProblem } from '#server/domain/sheet/check-sheet.ts';

export type ImportView = {
  readonly id: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly state: ImportState;
  readonly done: number;
  readonly total: number;
  readonly good: number;
  readonly stored: number;
  readonly createdAt: string;
  readonly by: string;
  /** Of the reader's own. */
  readonly own: boolean;
};
export type ImportDetails = ImportView & {
  /** Why the whole file was refused. */
  readonly refusal: FieldRefusal | null;
  readonly problems: readonly (SheetProblem & { readonly name: string })[];
  readonly moreProblems: number;
  readonly warnings: number;
  /** The same file was taken over before. */
  readonly earlier: readonly ImportView[];
  /** Drafts that it made and that are still drafts. */
  readonly drafts: readonly { readonly id: string; readonly name: string }[];
  readonly moreDrafts: number;
};
type Shown = ImportRecord & { readonly by: string };

const MOST_SHOWN = 20;
const MOST_PROBLEMS = 200;
/** As many as are handed in at once. */
export const MOST_DRAFTS = 50;

/** The department's imports, the latest first. */
export async function catalogueImports(db: Db, actor: Actor): Promise<{ readonly items: readonly ImportView[] } | Refusal> {
  const organisationId = compilesFor(actor);
  if (organisationId === null) return refuse('forbidden', { reason: 'may_not_import' });
  const found = await rows<Shown>(
    db.orm.em.fork(),
    `select ${IMPORT_COLUMNS}, a.display_name as by from catalogue_import i join account a on a.id = i.account_id
     where i.organisation_id = ? order by i.created_at desc limit ${MOST_SHOWN}`,
    [organisationId],
  );
  return { items: found.map((one) => viewOf(one, actor)) };
}

/** What was found in a file, and what became of it: for whoever brought it. */
export async function catalogueImport(db: Db, actor: Actor, { id }: { readonly id: string }): Promise<ImportDetails | Refusal> {
  const em = db.orm.em.fork();
  const found = isId(id) && compilesFor(actor) !== null ? await ownImport(em, actor.accountId, id) : null;
  if (!found) return refuse('not_found', { reason: 'import_not_found' });
  const content = found.state === 'checked' ? await importContent(em, id) : null;
  const all = content?.entries.flatMap(({ name, problems }) => problems.map((problem) => ({ ...problem, name }))) ?? [];
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  const earlier = await rows<Shown>(
    em,
    `select ${IMPORT_COLUMNS}, a.display_name as by from catalogue_import i join account a on a.id = i.account_id
     where i.organisation_id = ? and i.file_hash = ? and i.state = 'stored' and i.id <> ? order by i.created_at desc limit 3`,
    [found.organisationId, found.fileHash, id],
  );
  const drafts = await rows<{ id: string; name: string; total: number }>(
    em,
    `select id, coalesce(answers->>'name', '') as name, count(*) over ()::int as total from draft
     where import_id = ? and account_id = ? order by answers->>'name', id limit ${MOST_DRAFTS}`,
    [id, actor.accountId],
  );
  return {
    ...viewOf({ ...found, by: actor.name }, actor),
    refusal: found.refusal,
    problems: [...errors, ...warnings].slice(0, MOST_PROBLEMS),
    moreProblems: Math.max(0, all.length - MOST_PROBLEMS),
    warnings: warnings.length,
    earlier: earlier.map((one) => viewOf(one, actor)),
    drafts: drafts.map(({ id: draftId, name }) => ({ id: draftId, name })),
    moreDrafts: Math.max(0, (drafts[0]?.total ?? 0) - drafts.length),
  };
}

/** The organisation for which this person compiles; null when there is none. */
export function compilesFor(actor: Actor): string | null {
  const providerId = organisationFor(actor, 'catalogue_compiler');
  return providerId !== null && may(actor, 'compile', 'Entry', { state: 'unpublished', providerId }) ? providerId : null;
}

function viewOf({ id, fileName, fileHash, state, done, total, good, stored, createdAt, by, accountId }: Shown, actor: Actor): ImportView {
  return {
    id,
    fileName,
    fileHash,
    state,
    done,
    total,
    good,
    stored,
    createdAt: createdAt.toISOString(),
    by,
    own: accountId === actor.accountId,
  };
}
