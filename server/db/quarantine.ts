import { CaseFile } from './entities/case-file.ts';
import { endCase } from './end-case.ts';
import { HEAD_COLUMNS } from './case-rows.ts';
import { rows, run } from './orm.ts';
import { enqueue } from './outbox.ts';
import { record, SYSTEM } from './record.ts';
import { searchVector } from './search.ts';
import type { Tx } from './transact.ts';

/** All that a case and an entry in quarantine are called from then on. */
export const QUARANTINED = '已隔离';

/**
 * Erases at once, in the transaction of the decision, every word of a case and of the entry that it is about: they may be
 * a state secret, and this system must not hold one (I9). What stays are ids, codes and salted hashes, so that the chain
 * of every case still verifies. Other open cases about the entry end with it. The caller holds the lock of `file`.
 */
export async function quarantine(tx: Tx, file: CaseFile, decisionId: string): Promise<void> {
  await quarantineCase(tx, file, decisionId);
  const { entryId } = file;
  if (entryId == null) return;
  const others = await rows(
    tx.em,
    `select ${HEAD_COLUMNS} from case_file f where f.entry_id = ? and f.id <> ? and f.quarantined_at is null order by f.id for no key update`,
    [entryId, file.id],
  );
  for (const row of others) {
    const other = tx.em.map(CaseFile, row);
    await quarantineCase(tx, other, decisionId);
    if (other.endedAt == null) await endOther(tx, other);
  }
  await eraseEntry(tx, entryId);
}

async function quarantineCase(tx: Tx, file: CaseFile, decisionId: string): Promise<void> {
  // While the names are still there by which they are found.
  await forgetAnswers(tx, file);
  const contents = await run(
    tx.em,
    `update case_content set answers = '{}', opinion = '', basis = '', erased_at = ? where case_id = ? and erased_at is null`,
    [tx.at, file.id],
  );
  const attachments = await run(
    tx.em,
    `update attachment set name = ?, bytes = ''::bytea, sha256 = '', size = 0, erased_at = ? where case_id = ? and erased_at is null`,
    [QUARANTINED, tx.at, file.id],
  );
  await run(tx.em, 'update case_document set body = null, salt = null, erased_at = ? where case_id = ? and erased_at is null', [
    tx.at,
    file.id,
  ]);
  // Files that no case has yet may belong to it: those who took part upload theirs again.
  await run(tx.em, 'delete from attachment where case_id is null and owner_id in (select actor from event where case_id = ?)', [file.id]);
  await forgetImports(tx, file);
  await run(tx.em, `delete from draft where subject in (select 'task:' || id from task where case_id = ?)`, [file.id]);
  await run(tx.em, 'delete from signing_row where task_id in (select id from task where case_id = ?)', [file.id]);
  await run(tx.em, `update share_grant set row_filter = '', delivery = null where case_id = ?`, [file.id]);
  await run(tx.em, `update open_agreement set terms = '{}' where case_id = ?`, [file.id]);
  file.title = QUARANTINED;
  file.quarantinedAt = tx.at;
  await run(tx.em, 'update case_file set search = ? where id = ?', [searchVector(file.number, QUARANTINED), file.id]);
  record(tx, file, SYSTEM, {
    type: 'case.quarantined',
    data: { decisionId, entryId: file.entryId ?? null, contents, attachments },
  });
  tx.announce({ kind: 'case.changed', caseId: file.id, groups: file.parties });
}

/** A sheet that waits for the word of somebody who took part may hold the same: they hand it in again. */
async function forgetImports(tx: Tx, file: CaseFile): Promise<void> {
  const mine = 'select id from catalogue_import where account_id in (select actor from event where case_id = ?)';
  await run(tx.em, `delete from catalogue_import_content where import_id in (${mine})`, [file.id]);
  await run(
    tx.em,
    `update catalogue_import set file_name = ?, leased_until = null, settled_at = coalesce(settled_at, ?),
       state = case when state in ('checking', 'checked') then 'dropped' else state end where id in (${mine})`,
    [QUARANTINED, tx.at, file.id],
  );
}

async function eraseEntry(tx: Tx, entryId: string): Promise<void> {
  await eraseBegun(tx, entryId);
  await run(
    tx.em,
    `update catalogue_entry set state = 'quarantined', name = ?, abstract = '', details = '{}', share_condition = null, not_shared_basis = null,
       open_condition = null, not_open_basis = null, search = ? where id = ?`,
    [QUARANTINED, searchVector(QUARANTINED), entryId],
  );
  await run(tx.em, `update information_item set name = ? || seq, name_en = '', mask_rule = null where entry_id = ?`, [
    QUARANTINED,
    entryId,
  ]);
  await run(tx.em, `delete from draft where subject = ?`, [`entry:${entryId}`]);
  await run(tx.em, `delete from draft where subject in (select 'grant:' || id from share_grant where entry_id = ?)`, [entryId]);
  await run(tx.em, `update share_grant set row_filter = '', delivery = null where entry_id = ?`, [entryId]);
  await run(tx.em, `update entry_version set content = '{}' where entry_id = ?`, [entryId]);
  await run(tx.em, `update open_notice set purpose = '' where grant_id in (select id from share_grant where entry_id = ?)`, [entryId]);
  await run(tx.em, `update review_decision set content = '{}' where entry_id = ?`, [entryId]);
  await run(
    tx.em,
    `update review_item set item_name = ?, mask_rule = '', note = '' where decision_id in (select id from review_decision where entry_id = ?)`,
    [QUARANTINED, entryId],
  );
}

/** What lies half done under its name, and what its department has uploaded and not yet confirmed, may hold the same words. */
async function eraseBegun(tx: Tx, entryId: string): Promise<void> {
  const name = '(select name from catalogue_entry where id = ?)';
  const provider = '(select provider_id from catalogue_entry where id = ?)';
  await run(tx.em, `delete from draft where subject like 'new:%' and answers->>'name' = ${name}`, [entryId]);
  await run(
    tx.em,
    `delete from catalogue_import_content where import_id in (select id from catalogue_import where organisation_id = ${provider})`,
    [entryId],
  );
  await run(
    tx.em,
    `update catalogue_import set state = 'dropped', settled_at = ? where organisation_id = ${provider} and state in ('checking', 'checked')`,
    [tx.at, entryId],
  );
  await run(tx.em, `update catalogue_import set file_name = ? where organisation_id = ${provider} and strpos(file_name, ${name}) > 0`, [
    QUARANTINED,
    entryId,
    entryId,
  ]);
}

/** The engine hears of these as of a withdrawal: whatever they waited for is over. */
async function endOther(tx: Tx, file: CaseFile): Promise<void> {
  await endCase(tx, file, 'quarantined');
  enqueue(tx, file.id, {
    kind: 'message.publish',
    name: 'case.withdrawn',
    correlationKey: file.id,
    messageId: `${file.id}:quarantined`,
    variables: {},
  });
}

/**
 * Answers kept for repeated requests may quote what was written. Those that name the case, the entry or its items go, and
 * those that showed somebody who took part a difference of answers.
 */
async function forgetAnswers(tx: Tx, file: CaseFile): Promise<void> {
  await run(
    tx.em,
    `delete from idempotency_key k where k.response is not null and (
       exists (select 1 from unnest(?::text[]) word where word <> '' and position(word in k.response::text) > 0)
       or (position('"changes"' in k.response::text) > 0 and k.account_id in (select actor from event where case_id = ?)))`,
    [await namesOf(tx, file), file.id],
  );
}

async function namesOf(tx: Tx, file: CaseFile): Promise<string[]> {
  const items = await rows<{ name: string }>(tx.em, 'select name from information_item where entry_id = ?', [file.entryId ?? '']);
  const [entry] = await rows<{ name: string }>(tx.em, 'select name from catalogue_entry where id = ?', [file.entryId ?? '']);
  const files = await rows<{ name: string }>(
    tx.em,
    'select name from attachment where case_id = ? or (case_id is null and owner_id in (select actor from event where case_id = ?))',
    [file.id, file.id],
  );
  return [file.id, file.number, file.title, file.entryId ?? '', entry?.name ?? '', ...[...items, ...files].map(({ name }) => name)];
}
