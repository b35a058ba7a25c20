import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAttachment } from '#server/commands/add-attachment.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { checkImports } from '#server/commands/check-imports.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { quarantineContent } from '#server/commands/quarantine-content.ts';
import { takeImport } from '#server/commands/take-import.ts';
import { readCase } from '#server/db/case-rows.ts';
import { verifyChain } from '#server/domain/events.ts';
import { pdf } from '../support/files.ts';
import { accepted, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { fileReview } from '../support/reviews.ts';
import { csvFile, sheetOf } from '../support/sheets.ts';

/** Words that stand nowhere else: once in each place where people or entries put words. */
const ENTRY = 'cat-040';
const WORDS = {
  entryName: '雪山雷达站名录',
  abstract: '天线朝向与开机时刻',
  itemName: '值守哨位编组',
  mask: '掩蔽口令甲乙丙',
  sheet: '承办人提到的暗语丁',
  unitHead: '处室负责人写下的戊己',
  basis: '依据里抄录的庚辛',
  draft: '未交草稿中的壬癸',
  file: '附件正文子丑寅卯',
  fileName: '机要附图辰巳',
  rowFilter: '限定范围午未申酉',
  version: '旧版说明甲子乙丑',
  imported: '表格行里丙寅丁卯',
  importName: '待导入表格戊辰己巳',
  row: '待签意见庚午辛未',
  reason: '怀疑理由戌亥子时',
};

let office: Office;
let walk: Walk;
let other: Walk;

beforeAll(async () => {
  office = await openOffice();
  office.at(MORNING);
  await office.sql(
    `update catalogue_entry set name = $2, abstract = $3, details = $4, open_condition = $3, search = to_tsvector('simple', $2) where id = $1`,
    [ENTRY, WORDS.entryName, WORDS.abstract, JSON.stringify({ usageRequirements: WORDS.abstract })],
  );
  await office.sql(`update information_item set name = $2, mask_rule = $3 where id = $1`, [`${ENTRY}-01`, WORDS.itemName, WORDS.mask]);
  const compiler = await office.person('civil-compiler');
  const sample = accepted(await addAttachment(office.db, compiler, { name: `${WORDS.fileName}.pdf`, bytes: pdf(WORDS.file) }));
  other = await fileToProvider(office, { entry: ENTRY });
  walk = await fileReview(office, ENTRY, { firstOpinion: WORDS.sheet, maskedSample: [sample.id] });
  await walk.decide('conf_unit_head', 'pass', { opinion: WORDS.unitHead, basis: WORDS.basis, answers: { truthful: 'yes' } });
  const reviewer = await office.person('civil-secrecy');
  const task = await walk.task('conf_special');
  accepted(
    await saveDraft(office.db, reviewer, {
      process: 'confidentiality-review',
      subject: `task:${task.id}`,
      answers: { opinion: WORDS.draft },
    }),
  );
  accepted(
    await saveDraft(office.db, compiler, {
      process: 'confidentiality-review',
      subject: `entry:${ENTRY}`,
      answers: { firstOpinion: WORDS.draft },
    }),
  );
  accepted(
    await saveDraft(office.db, compiler, {
      process: 'catalogue-review',
      subject: 'new:00000000-0000-4000-8000-000000000001',
      answers: { name: WORDS.entryName, abstract: WORDS.draft },
    }),
  );
  const sheet = csvFile(sheetOf([{ 信息资源名称: WORDS.entryName, 信息资源摘要: WORDS.abstract }]));
  accepted(await takeImport(office.db, compiler, { name: `${WORDS.entryName}.csv`, bytes: sheet }));
  await checkImports(office.db, new AbortController().signal);
  await office.sql(
    `insert into share_grant (id, number, case_id, entry_id, provider_id, consumer_id, state, items, method, treatment, row_filter, valid_from, valid_to, approved_at)
     values (gen_random_uuid(), '测试授权', $1, $2, 'civil', 'housing', 'approved', '{}', 'verify_api', 'scoped', $3, '2026-01-01', '2027-01-01', now())`,
    [other.id, ENTRY, WORDS.rowFilter],
  );
  await office.sql(
    `insert into case_document (id, case_id, kind, edition, number, code, issued_on, issued_at, body, salt, hash)
     values (gen_random_uuid(), $1, 'reply', 1, '测试文书', 'TEST', '2026-01-01', now(), $2, 'salt-of-sixteen-chars', 'x')`,
    [other.id, JSON.stringify({ title: WORDS.entryName })],
  );
  await office.sql(
    `insert into idempotency_key (account_id, key, call, body_hash, claim, claimed_until, status, response, created_at)
     values ('civil-compiler', 'k1', 'POST /cases', 'x', gen_random_uuid(), now(), 201, $1, now()),
            ('civil-compiler', 'k3', 'POST /attachments', 'x', gen_random_uuid(), now(), 201, $3, now()),
            ('civil-reviewer', 'k2', 'POST /tasks', 'x', gen_random_uuid(), now(), 409, $2, now())`,
    [
      JSON.stringify({ body: { title: WORDS.entryName } }),
      JSON.stringify({ body: { error: { changes: [{ after: WORDS.sheet }] } } }),
      JSON.stringify({ body: { name: `${WORDS.fileName}.pdf` } }),
    ],
  );
  await office.sql(`insert into entry_version (entry_id, version, content, content_hash, published_at) values ($1, 99, $2, 'x', now())`, [
    ENTRY,
    JSON.stringify({ abstract: WORDS.version }),
  ]);
  await office.sql(
    `with sheet as (insert into catalogue_import (id, account_id, organisation_id, file_name, file_hash, file_size, state, created_at)
       values (gen_random_uuid(), 'civil-compiler', 'civil', $1, 'x', 1, 'checked', now()) returning id)
     insert into catalogue_import_content (import_id, checked) select id, $2 from sheet`,
    [WORDS.importName, JSON.stringify({ rows: [WORDS.imported] })],
  );
  await office.sql(
    `insert into signing_row (account_id, task_id, outcome, opinion, basis, answers, revision, added_at)
     select 'civil-leader', id, 'agree', $2, '', '{}', 1, now() from task where case_id = $1 limit 1`,
    [other.id, WORDS.row],
  );
});
afterAll(async () => {
  await office.close();
});

/** Every text, JSON, search vector and file of every table that holds one of the words, as `table.column: word`. */
async function foundAnywhere(): Promise<string[]> {
  const columns = await office.sql<{ place: string; text: string }>(
    `select format('%I', c.table_name) || '.' || format('%I', c.column_name) as place,
       case when c.data_type = 'bytea' then format('encode(%I, ''hex'')', c.column_name) else format('%I::text', c.column_name) end as text
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { place, text } of columns) {
    const [table] = place.split('.');
    for (const word of Object.values(WORDS)) {
      const hits = await office.sql(`select 1 from ${table} where position($1 in ${text}) > 0 or position($2 in ${text}) > 0 limit 1`, [
        word,
        Buffer.from(word).toString('hex'),
      ]);
      if (hits.length > 0) found.push(`${place}: ${word}`);
    }
  }
  return found;
}

describe('a suspected secret', () => {
  test('was in many places before', async () => {
    const places = new Set((await foundAnywhere()).map((found) => found.split(':')[0]));
    expect(places).toContain('case_content.answers');
    expect(places).toContain('attachment.bytes');
    expect(places).toContain('draft.answers');
    expect(places).toContain('case_document.body');
    expect(places).toContain('share_grant.row_filter');
    expect(places).toContain('idempotency_key.response');
    expect(places).toContain('catalogue_entry.details');
    expect(places).toContain('entry_version.content');
    expect(places).toContain('catalogue_import_content.checked');
    expect(places).toContain('signing_row.opinion');
  });

  test('never went to the engine, to the record or to a message: what they keep cannot be called back', async () => {
    const beyond = ['outbox', 'event', 'case_file.facts', 'notification', 'notice_message', 'ledger_entry', 'incident', 'reconciliation'];
    const found = await foundAnywhere();
    expect(found.filter((place) => beyond.some((kept) => place.startsWith(kept)))).toEqual([]);
    expect(await office.sql(`select 1 from outbox where case_id = $1`, [walk.id])).not.toEqual([]);
  });

  test('stands in no log of the database, whatever error meets it', async () => {
    const settings = await office.sql<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('log_error_verbosity', 'log_min_error_statement', 'log_statement') order by name`,
    );
    expect(settings.map(({ setting }) => setting)).toEqual(['terse', 'panic', 'none']);
  });

  test('is erased from the whole database in the transaction of the decision, the reason given included', async () => {
    const { actor, input } = await walk.act('conf_special', 'suspected_secret', { opinion: WORDS.reason, basis: WORDS.reason });
    accepted(await decideTask(office.db, actor, input));
    expect(await foundAnywhere()).toEqual([]);
    expect(await walk.file()).toMatchObject({ title: '已隔离', state: 'submitted' });
  });

  test('leaves nothing to search for: pairs of its characters are in no search vector', async () => {
    const pairs = ['雷达', '哨位', '雪山'];
    const hits = await office.sql(
      `select id::text from case_file where search @@ any (select quote_literal(p)::tsquery from unnest($1::text[]) p)
       union all select id from catalogue_entry where search @@ any (select quote_literal(p)::tsquery from unnest($1::text[]) p)`,
      [pairs],
    );
    expect(hits).toEqual([]);
  });

  test('ends the case, and every other case about the same entry', async () => {
    await walk.follow();
    expect(await walk.file()).toMatchObject({ state: 'quarantined' });
    expect(await walk.open()).toEqual([]);
    expect(await other.file()).toMatchObject({ state: 'quarantined', title: '已隔离' });
    await other.follow();
    expect(await other.open()).toEqual([]);
  });

  test('is carried out once', async () => {
    expect(await quarantineContent(office.db, { caseId: walk.id, run: 1, element: 'conf_quarantine' })).toEqual({ done: true });
  });

  test('leaves the chain whole: every event verifies up to the head', async () => {
    for (const { id } of [walk, other]) {
      const found = await readCase(office.db.orm.em.fork(), { caseId: id }, ['head']);
      const events = await office.sql<{
        seq: number;
        type: string;
        at: Date;
        actor: string;
        data: unknown;
        prev_hash: string;
        hash: string;
      }>('select * from event where case_id = $1 order by seq', [id]);
      const stored = events.map(({ prev_hash, ...event }) => ({ ...event, caseId: id, prevHash: prev_hash }));
      expect(verifyChain(stored, { seq: found?.head.eventSeq ?? 0, hash: found?.head.eventHash ?? '' })).toEqual({ ok: true });
    }
  });
});
