import type { Answers } from '#forms/answers.ts';
import { fileCase } from '#server/commands/file-case.ts';
import type { Filed } from '#server/db/file-into.ts';
import { readEntryContent } from '#server/db/catalogue-register.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { applicationIn } from '#server/db/contents.ts';
import { answersOfContent, entryContentOf } from '#server/domain/entry-content.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { accepted, walkOf } from './cases.ts';
import type { Walk } from './cases.ts';
import { plainSheet } from './reviews.ts';
import { entryAnswers } from './entry-answers.ts';
import type { Office } from './office.ts';

export function fileEntry(office: Office, answers: Answers = {}, by = 'civil-compiler'): Promise<Filed | Refusal> {
  return office.person(by).then((actor) => fileCase(office.db, actor, { process: 'catalogue-review', answers: entryAnswers(answers) }));
}

/** Files it and lets the engine start; throws when refused. */
export async function compileEntry(office: Office, answers: Answers = {}, by = 'civil-compiler'): Promise<Walk> {
  return followed(office, by, await fileEntry(office, answers, by));
}

/** Files a change of a published entry, with what its form begins with. */
export async function updateEntry(office: Office, entryId: string, answers: Answers, by: string): Promise<Walk> {
  return followed(office, by, await fileUpdate(office, entryId, answers, by));
}

export async function fileUpdate(office: Office, entryId: string, answers: Answers, by: string): Promise<Filed | Refusal> {
  const content = await readEntryContent(office.db.orm.em.fork(), entryId);
  if (!content) throw new Error(`no entry ${entryId}`);
  const actor = await office.person(by);
  return fileCase(office.db, actor, {
    process: 'catalogue-review',
    answers: { ...answersOfContent(content), entryId, ...answers },
  });
}

async function followed(office: Office, by: string, filed: Filed | Refusal): Promise<Walk> {
  const walk = walkOf(office, accepted(filed).id, await office.person(by));
  await walk.follow();
  return walk;
}

/** What stands published of an entry. */
export async function versionsOf({ sql }: Office, entryId: string): Promise<{ version: number; hash: string; name: string }[]> {
  return sql(`select version, content_hash as hash, content->>'name' as name from entry_version where entry_id = $1 order by version`, [
    entryId,
  ]);
}

/** From the grade to the release, with one conclusion about all items. */
export async function review(office: Office, walk: Walk, conclusion = 'release'): Promise<void> {
  await walk.decide('grade', 'confirm');
  await walk.decide('line_review', 'pass');
  await confidentiality(office, walk, conclusion);
}

const VERDICT: Readonly<Record<string, string>> = { withhold: 'withhold', release_after_masking: 'mask' };

/** The called review, from its sheet to its record; `only`: the items that are concluded so, all others are released. */
export async function confidentiality(office: Office, walk: Walk, conclusion = 'release', only?: readonly string[]): Promise<void> {
  const { entryId } = await walk.file();
  const { entryId: _named, ...sheet } = plainSheet('');
  await walk.decide('conf_sheet', 'done', { answers: { ...sheet, entryId: entryId ?? '', coAuthorOrgs: [], otherOrgs: [] } });
  await walk.decide('conf_unit_head', 'pass', { answers: { truthful: 'yes' } });
  const { items } = entryContentOf(applicationIn(await partsOf(office.db.orm.em.fork(), walk.id, ['contents'])).answers);
  const verdicts = items.map(({ id }) => ({
    itemId: id,
    verdict: only?.includes(id) === false ? 'release' : (VERDICT[conclusion] ?? (only ? 'withhold' : 'release')),
    clauses: ['open_by_default'],
  }));
  const directed = conclusion === 'directed_only' ? 'yes' : 'no';
  await walk.decide('conf_special', 'opinion', { answers: { directed, aggregationRisk: 'low', verdicts } });
  await walk.decide('conf_approval', conclusion, { answers: { read: 'yes', withheldItems: [] } });
  if (conclusion !== 'withhold')
    await walk.decide('conf_procedure', 'pass', { answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' } });
}

/** To the published version. */
export async function pass(office: Office, walk: Walk): Promise<void> {
  await review(office, walk);
  const [step = ''] = await walk.open();
  await walk.decide(step, 'pass');
}
