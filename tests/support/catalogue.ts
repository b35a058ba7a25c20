import type { Answers, Row } from '#forms/answers.ts';
import { fileCase } from '#server/commands/file-case.ts';
import type { Filed } from '#server/commands/file-case.ts';
import { readEntryContent } from '#server/db/catalogue-register.ts';
import { answersOfContent } from '#server/domain/entry-content.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { accepted, walkOf } from './cases.ts';
import type { Walk } from './cases.ts';
import type { Office } from './office.ts';

/** An item as a row of the form. */
export function itemRow(row: Row = {}): Row {
  return {
    name: '服务点名称',
    nameEn: 'pointName',
    dataType: 'C',
    length: 60,
    level: '1',
    shareType: 'unconditional',
    openType: 'unconditional',
    ...row,
  };
}

/** A sound new entry of a department: level 1, shared and open to everybody. */
export function entryAnswers(answers: Answers = {}): Answers {
  return {
    catalogueKind: 'department',
    category: '3/54/010/01312',
    keyField: '社会救助',
    contact: '信息科 0891-6320000',
    name: '社会救助服务点分布情况',
    abstract: '全市社会救助服务点的名称、地址和开放时间',
    resourceFormat: 'spreadsheet',
    sourceSystem: '社会救助系统',
    subjectType: 'object',
    updateCycle: 'yearly',
    legalBasis: '社会救助暂行办法',
    usageRequirements: '注明来源',
    shareType: 'unconditional',
    shareMethods: ['file_download'],
    shareTreatment: 'raw',
    openType: 'unconditional',
    leakRiskAssessment: '不涉及国家秘密、工作秘密',
    items: [itemRow(), itemRow({ name: '服务点地址', nameEn: 'pointAddress' })],
    ...answers,
  };
}

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
