import { changedAnswers } from '#forms/difference.ts';
import type { Change } from '#forms/difference.ts';
import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import { may } from '#server/auth/ability.ts';
import type { CaseSubject } from '#server/auth/ability.ts';
import { readEntry } from '#server/db/case-rows.ts';
import { rows } from '#server/db/orm.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { itemsBeside } from '#server/domain/entry-content.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type EntryVersion = {
  readonly version: number;
  readonly publishedAt: string;
  /** The case that brought it, for whoever may read it. */
  readonly case: { readonly id: string; readonly number: string } | null;
  /** What it changed of the version before; null where there is none, or where either was erased. */
  readonly changes: readonly Change[] | null;
};

type Row = {
  readonly version: number;
  readonly publishedAt: Date;
  readonly content: Answers;
  readonly case: (CaseSubject & { readonly id: string; readonly number: string }) | null;
};

/** Every published version of an entry, the newest first, with what it changed (I5). */
export async function entryVersions(
  db: Db,
  actor: Actor,
  input: { readonly entryId: string },
): Promise<{ readonly items: readonly EntryVersion[] } | Refusal> {
  const em = db.orm.em.fork();
  const entry = await readEntry(em, input.entryId);
  if (!entry || !may(actor, 'read', 'Entry', entry)) return refuse('not_found', { reason: 'entry_not_found' });
  const schema = entryForm(db);
  const found = await rows<Row>(
    em,
    `select v.version, v.published_at as "publishedAt", v.content,
       (select json_build_object('id', f.id, 'number', f.number, 'state', f.state, 'processKey', f.process_key, 'applicantId', f.applicant_id,
          'providerId', f.provider_id, 'filedBy', f.filed_by, 'parties', f.parties, 'keptFrom', f.kept_from) from case_file f where f.id = v.case_id) as "case"
     from entry_version v where v.entry_id = ? order by v.version desc`,
    [entry.id],
  );
  const items = found.map((row, index) => ({
    version: row.version,
    publishedAt: row.publishedAt.toISOString(),
    case: row.case && may(actor, 'read', 'Case', row.case) ? { id: row.case.id, number: row.case.number } : null,
    changes: changesBetween(schema, found[index + 1]?.content, row.content),
  }));
  return { items };
}

function entryForm(db: Db): FormSchema {
  const release = releaseForNewCase(db.reference, 'catalogue-review', db.now());
  const form = release?.forms.get(release.startForm);
  if (!form) throw new Error('no form of an entry');
  return formOf(db.reference, form);
}

function changesBetween(schema: FormSchema, before: Answers | undefined, after: Answers): Change[] | null {
  if (before === undefined || isErased(before) || isErased(after)) return null;
  return changedAnswers(schema, itemsBeside(before, after), after);
}

function isErased(content: Answers): boolean {
  return Object.keys(content).length === 0;
}
