import type { Answers, Row } from '#forms/answers.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { readEntry } from '#server/db/case-rows.ts';
import type { Db } from '#server/db/transact.ts';
import { accepted, walkOf } from './cases.ts';
import type { Walk } from './cases.ts';
import type { Office } from './office.ts';
import { NO_QUESTION } from './sheet-answers.ts';

/** A sheet that raises no question. */
export function plainSheet(entryId: string): Answers {
  return {
    entryId,
    carrier: 'data',
    plannedChannel: 'portal_download',
    plannedDate: '2026-12-21',
    ...NO_QUESTION,
    firstOpinion: '逐项核对,建议公开',
    commitment: true,
  };
}

/** A department submits an entry of its own for review, and the engine starts. */
export async function fileReview(office: Office, entryId: string, answers: Answers = {}): Promise<Walk> {
  const entry = await readEntry(office.db.orm.em.fork(), entryId);
  if (!entry) throw new Error(`no entry ${entryId}`);
  const filer = await office.person(`${entry.providerId}-compiler`);
  const filed = await fileCase(office.db, filer, {
    process: 'confidentiality-review',
    answers: { ...plainSheet(entryId), ...answers },
  });
  const walk = walkOf(office, accepted(filed).id, filer);
  await walk.follow();
  return walk;
}

/** The special review's lines: every item released, but for those given otherwise. */
export async function linesFor(
  { db }: { readonly db: Db },
  entryId: string,
  otherwise: Readonly<Record<string, Row>> = {},
): Promise<Answers> {
  const entry = await readEntry(db.orm.em.fork(), entryId);
  return {
    directed: 'no',
    aggregationRisk: 'low',
    verdicts: (entry?.items ?? []).map(
      ({ id }): Row => ({ itemId: id, verdict: 'release', clauses: ['open_by_default'], ...otherwise[id] }),
    ),
  };
}

/** To the leader's desk with these lines. */
export async function toApproval(
  office: Office,
  walk: Walk,
  entryId: string,
  otherwise: Readonly<Record<string, Row>> = {},
): Promise<void> {
  await walk.decide('conf_unit_head', 'pass', { answers: { truthful: 'yes' } });
  await walk.decide('conf_special', 'opinion', { answers: await linesFor(office, entryId, otherwise) });
}
