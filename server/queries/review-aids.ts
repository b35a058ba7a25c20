import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { FormSchema } from '#forms/schema.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { latestAnswerIn } from '#server/db/contents.ts';
import { rows } from '#server/db/orm.ts';
import { formOf } from '#server/db/reference.ts';
import { lastReviewed } from '#server/db/reviews.ts';
import type { Db } from '#server/db/transact.ts';
import { changedSince, reviewedContent } from '#server/domain/confidentiality/content.ts';
import type { ReviewChange } from '#server/domain/confidentiality/content.ts';
import { isReviewForm } from '#server/domain/confidentiality/form-rules.ts';
import { preFlags } from '#server/domain/confidentiality/pre-flags.ts';
import type { OpenItem, PreFlag } from '#server/domain/confidentiality/pre-flags.ts';
import { SHEET_FORM } from '#server/domain/confidentiality/sheet.ts';
import type { Verdict } from '#server/domain/confidentiality/verdicts.ts';

/** What a reviewer has before them beside the sheet. */
export type ReviewAids = {
  readonly flags: readonly PreFlag[];
  /** How items of these names were ruled before, here and elsewhere in the city, the newest first. */
  readonly rulings: readonly Ruling[];
  /** What changed since the entry was reviewed last; null when it never was. */
  readonly changes: readonly ReviewChange[] | null;
  /** The library of legal bases: each clause as it is cited, by key. */
  readonly clauses: Readonly<Record<string, string>>;
  /** The lines of the special review of this case, once there are some. */
  readonly lines: readonly {
    readonly itemId: string;
    readonly verdict: string;
    readonly clauses: readonly string[];
    readonly note: string;
  }[];
  /** The sheet, where it was filled in at a step and is not the application itself. */
  readonly sheet: { readonly schema: FormSchema; readonly answers: Answers } | null;
};

export type Ruling = {
  readonly itemName: string;
  readonly verdict: Verdict;
  readonly clauses: readonly string[];
  readonly provider: string;
  readonly number: string;
  readonly decidedAt: string;
  readonly holds: boolean;
};

/** For a step of a review; null for any other. */
export async function reviewAids(
  db: Db,
  formKey: string,
  parts: Pick<CaseRows, 'entry' | 'contents' | 'decisions' | 'tasks'>,
): Promise<ReviewAids | null> {
  const { entry } = parts;
  if (!isReviewForm(formKey) || entry === null) return null;
  const em = db.orm.em.fork();
  const last = await lastReviewed(em, entry.id);
  const names = entry.items.map(({ name }) => name);
  const sheet = latestAnswerIn(parts, SHEET_FORM);
  return {
    flags: preFlags(entry, await openItems(em, names)),
    rulings: await rulingsOn(db, em, names),
    changes: last && changedSince(last, reviewedContent(entry)),
    clauses: Object.fromEntries(db.reference.legalBases),
    lines: linesOf(parts),
    sheet: sheet && { schema: formOf(db.reference, { key: sheet.formKey, version: sheet.formVersion }), answers: sheet.answers },
  };
}

function linesOf(parts: Pick<CaseRows, 'contents' | 'decisions' | 'tasks'>): ReviewAids['lines'] {
  const lines = latestAnswerIn(parts, 'confidentiality_special')?.answers['verdicts'];
  if (!Array.isArray(lines)) return [];
  return lines.flatMap((line) =>
    typeof line === 'string'
      ? []
      : [
          {
            itemId: String(line['itemId'] ?? ''),
            verdict: String(line['verdict'] ?? ''),
            clauses: Array.isArray(line['clauses']) ? line['clauses'] : [],
            note: String(line['note'] ?? ''),
          },
        ],
  );
}

/** Items of these names that anybody can have already. */
function openItems(em: EntityManager, names: readonly string[]): Promise<OpenItem[]> {
  return rows<OpenItem>(
    em,
    `select e.id as "entryId", e.name as "entryName", i.name from information_item i join catalogue_entry e on e.id = i.entry_id
     where i.name = any (?::text[]) and e.state = 'published' and e.open_type = 'unconditional' order by e.id`,
    [[...names]],
  );
}

async function rulingsOn(db: Db, em: EntityManager, names: readonly string[]): Promise<Ruling[]> {
  const found = await rows<Omit<Ruling, 'provider' | 'decidedAt'> & { providerId: string; decidedAt: Date }>(
    em,
    `select i.item_name as "itemName", i.verdict, i.clauses, d.provider_id as "providerId", d.number, d.decided_at as "decidedAt",
       d.invalidated_at is null as holds
     from review_item i join review_decision d on d.id = i.decision_id where i.item_name = any (?::text[])
     order by d.decided_at desc limit 40`,
    [[...names]],
  );
  return found.map(({ providerId, decidedAt, ...ruling }) => ({
    ...ruling,
    provider: db.reference.organisations.get(providerId) ?? providerId,
    decidedAt: decidedAt.toISOString(),
  }));
}
