import { catalogueCaseFactsSchema } from '#processes/catalogue-review/process.ts';
import { partsOf } from '#server/db/case-rows.ts';
import { writeEntry } from '#server/db/catalogue-entries.ts';
import { applicationIn } from '#server/db/contents.ts';
import { readEntryContent, readRegister } from '#server/db/catalogue-register.ts';
import { copyTo } from '#server/db/copies.ts';
import { endCase } from '#server/db/end-case.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { rows, run } from '#server/db/orm.ts';
import { keepReviewInForce, reviewOfCase } from '#server/db/publication-review.ts';
import { record, SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { checkEntry, errorsIn } from '#server/domain/catalogue-checks.ts';
import { latestOf } from '#server/domain/duties.ts';
import type { EffectDone, EffectOf } from '#server/domain/effects.ts';
import { answersOfContent, entryContentOf, entryHash } from '#server/domain/entry-content.ts';
import type { EntryContent } from '#server/domain/entry-content.ts';
import { contestedElements } from '#server/domain/one-source.ts';
import { unmetForPublication } from '#server/domain/publication.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/**
 * Effect `entry.publish`: the wording that everybody signed becomes version n for ever, and the catalogue says what it
 * says (政务数据共享条例 Art 16, 17; I1, I5, I7, I8). Running it twice is once.
 */
export async function publishEntry(db: Db, effect: EffectOf): Promise<EffectDone | Refusal> {
  return transact(db, async (tx) => {
    const file = await lockCase(tx, effect.caseId);
    if (!file) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return { done: true };
    const { definition, startForm } = releaseOf(tx.reference, file.processKey, file.release);
    const { contents, decisions } = await partsOf(tx.em, file.id, ['contents', 'decisions']);
    const wordings = contents
      .filter(({ kind, formKey }) => kind === 'application' && formKey === startForm)
      .map(({ id, revision, answers, writtenBy }) => ({ contentId: id, revision, content: entryContentOf(answers), writtenBy }));
    const application = applicationIn({ contents }).answers;
    const content = entryContentOf(application);
    const published = file.entryId == null ? null : await readEntryContent(tx.em, file.entryId);
    const facts = catalogueCaseFactsSchema.parse(file.facts);
    const review = await reviewOfCase(tx, file.id, file.entryId ?? '');
    const unmet = unmetForPublication(definition, { facts, filedBy: file.filedBy, wordings, decisions, published, review });
    if (unmet) return refuse('wrong_state', { reason: unmet });
    if (await changedMeanwhile(tx, file)) return refuse('wrong_state', { reason: 'entry_changed_meanwhile' });
    const register = await readRegister(tx.em, {
      providerId: file.providerId,
      entryId: file.entryId ?? null,
      caseId: file.id,
      application,
    });
    if (errorsIn(checkEntry(content, register)).length > 0) return refuse('wrong_state', { reason: 'entry_checks_failed' });

    const entryId = await publish(tx, file, content);
    if (review) await keepReviewInForce(tx, review, content);
    const designation = latestOf(definition, 'source-designation', decisions)?.signed;
    if (designation) await moveSources(tx, file, entryId, contestedElements(content, register), designation.id);
    await tellUsers(tx, file, entryId);
    await endCase(tx, file, 'published');
    return { done: true };
  });
}

/** Somebody else's version came between: this one would undo it unseen. */
async function changedMeanwhile(tx: Tx, file: CaseFile): Promise<boolean> {
  if (file.entryId == null) return false;
  const [later] = await rows<object>(tx.em, 'select 1 from entry_version where entry_id = ? and published_at > ? limit 1', [
    file.entryId,
    file.filedAt,
  ]);
  return later !== undefined;
}

async function publish(tx: Tx, file: CaseFile, content: EntryContent): Promise<string> {
  const id = file.entryId;
  if (id == null) throw new Error(`case ${file.id} has no entry`);
  const [last] = await rows<{ version: number }>(
    tx.em,
    'select coalesce(max(version), 0)::int as version from entry_version where entry_id = ?',
    [id],
  );
  const version = (last?.version ?? 0) + 1;
  await writeEntry(tx, { id, providerId: file.providerId, state: 'published', version, content });
  const items = content.items.map((item) => item.id);
  const contentHash = entryHash(content);
  tx.writes.insert('entry_version', {
    entry_id: id,
    version,
    content: JSON.stringify(answersOfContent(content)),
    content_hash: contentHash,
    case_id: file.id,
    published_by: SYSTEM,
    published_at: tx.at,
  });
  file.title = content.name;
  record(tx, file, SYSTEM, { type: 'entry.published', data: { entryId: id, version, contentHash, items } });
  return id;
}

/** Whoever uses it hears that it has changed. */
async function tellUsers(tx: Tx, file: CaseFile, entryId: string): Promise<void> {
  const users = await rows<{ id: string }>(
    tx.em,
    `select distinct consumer_id as id from share_grant where entry_id = ? and state in ('approved', 'active', 'suspended')`,
    [entryId],
  );
  if (users.length === 0) return;
  copyTo(
    tx,
    file,
    users.map(({ id }) => `${id}:data_steward`),
    'entry_updated',
  );
}

/** One authoritative item for each element: the bureau's designation takes the mark from the one that had it (I7). */
async function moveSources(tx: Tx, file: CaseFile, entryId: string, items: readonly string[], decisionId: string): Promise<void> {
  await run(tx.em, `update information_item set flags = array_remove(flags, 'authoritative') where id = any (?)`, [[...items]]);
  for (const itemId of items) record(tx, file, SYSTEM, { type: 'source.designated', data: { entryId, itemId, decisionId } });
}
