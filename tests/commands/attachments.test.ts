import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addAttachment } from '#server/commands/add-attachment.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { forgetLooseFiles } from '#server/commands/forget-loose-files.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { saltedHash } from '#server/domain/events.ts';
import { LARGEST_FILE } from '#server/domain/attachments.ts';
import { attachmentFile } from '#server/queries/attachment-file.ts';
import { accepted, applicationAnswers, fileToProvider } from '../support/cases.ts';
import { docx, EXE, ofd, PDF, pdf, PNG, zip } from '../support/files.ts';
import { expectSoundRecord } from '../support/record.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

async function add(by: string, name: string, bytes: Buffer) {
  return addAttachment(office.db, await office.person(by), { name, bytes });
}

async function filedWith(attachments: string[], by = 'housing-applicant') {
  const answers = { ...(await applicationAnswers(office, { entry: 'cat-018', levels: [2] })), attachments };
  return fileCase(office.db, await office.person(by), { process: 'conditional-share', answers });
}

describe('a file is known by its content', () => {
  test.each([
    ['附件.pdf', PDF, 'application/pdf'],
    ['图.PNG', PNG, 'image/png'],
    ['申请.docx', docx(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['公文.ofd', ofd(), 'application/ofd'],
  ])('%s is taken', async (name, bytes, type) => {
    const added = accepted(await add('housing-applicant', name, bytes));
    expect(added).toMatchObject({ name, type, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  });

  test.each([
    ['a program called a PDF', '通知.pdf', EXE],
    ['a program', '通知.exe', EXE],
    ['a picture called a document', '申请.docx', PNG],
    ['an archive called a document', '申请.docx', zip({ 'a.txt': 'a' })],
    ['an archive called an OFD document', '公文.ofd', zip({ 'a/OFD.xml': 'a', 'b.txt': 'OFD.xml' })],
    ['an OFD document cut short', '公文.ofd', ofd().subarray(0, -30)],
    ['an OFD document called a Word document', '公文.docx', ofd()],
    ['a Word document called an OFD document', '公文.ofd', docx()],
    ['a PDF without its ending', '附件', PDF],
    ['text, which no form lists', '说明.txt', Buffer.from('依据说明')],
    ['a table as text, which no form lists', '名单.csv', Buffer.from('姓名,部门\n甲,乙\n')],
    ['a page called text', '说明.html', Buffer.from('<script>alert(1)</script>')],
    ['text called a PDF', '说明.pdf', Buffer.from('并不是 PDF')],
    ['a picture that can run scripts', '图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['an archive cut short', '申请.docx', docx().subarray(0, 40)],
    ['only the first bytes of an archive', '申请.docx', Buffer.from('PK\u0003\u0004')],
  ])('%s is refused', async (_, name, bytes) => {
    expect(await add('housing-applicant', name, bytes)).toMatchObject({
      code: 'invalid',
      fields: { file: { code: 'file_type_not_allowed' } },
    });
  });

  test('an empty file and one over 20 MB are refused', async () => {
    expect(await add('housing-applicant', '空.pdf', Buffer.alloc(0))).toMatchObject({
      code: 'invalid',
      fields: { file: { code: 'file_empty' } },
    });
    expect(await add('housing-applicant', '大.pdf', Buffer.alloc(LARGEST_FILE + 1, 'a'))).toMatchObject({ code: 'too_large' });
  });

  test('its name is shown without folders and control characters', async () => {
    expect(accepted(await add('housing-applicant', '..\\..\\etc/\u202epa\u0000ss\n.pdf', pdf('a'))).name).toBe('pass.pdf');
  });
});

test.each([
  ['a long name keeps its end', `${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
  ['a long name is not cut within a character', `${'😀'.repeat(300)}a.pdf`, `${'😀'.repeat(115)}a.pdf`],
  ['half a character is replaced', '\ud83d.pdf', '\ufffd.pdf'],
])('%s', async (_, name, shown) => {
  const added = accepted(await add('housing-applicant', name, pdf('a')));
  expect(added.name).toBe(shown);
  const kept = accepted(await attachmentFile(office.db, await office.person('housing-applicant'), { attachmentId: added.id }));
  expect(encodeURIComponent(kept.name)).toBe(encodeURIComponent(shown));
});

describe('a file in answers', () => {
  test("becomes the case's when it is filed, and stays there", async () => {
    const file = accepted(await add('housing-applicant', '依据.pdf', pdf('依据')));
    const filed = accepted(await filedWith([file.id]));
    expect(await office.sql('select case_id from attachment where id = $1', [file.id])).toEqual([{ case_id: filed.id }]);
    expect(await filedWith([file.id])).toMatchObject({ code: 'invalid', fields: { attachments: {} } });
  });

  test('is in the record as a salted hash: with the file erased, nobody can try which file it was', async () => {
    const file = accepted(await add('housing-applicant', '依据.pdf', pdf('依据')));
    const filed = accepted(await filedWith([file.id]));
    const [event] = await office.sql<{ data: Record<string, unknown> }>(
      `select data from event where case_id = $1 and type = 'attachment.added'`,
      [filed.id],
    );
    const [kept] = await office.sql<{ salt: string }>('select salt from attachment where id = $1', [file.id]);
    expect(event?.data['fileHash']).toBe(saltedHash(kept?.salt ?? '', file.sha256));
    expect(JSON.stringify(event)).not.toContain(file.sha256);
    await office.sql(`update attachment set bytes = '', sha256 = '', salt = '', name = '', erased_at = now() where id = $1`, [file.id]);
    await expectSoundRecord(office);
  });

  test("that is another person's, or no file at all, is refused", async () => {
    const foreign = accepted(await add('civil-applicant', '依据.pdf', pdf('依据')));
    for (const id of [foreign.id, 'nonsense', '0b7e7e0e-0000-4000-8000-000000000000']) {
      expect(await filedWith([id]), id).toMatchObject({ code: 'invalid', fields: { attachments: {} } });
    }
  });

  test('can be added with a supplement, beside those that are there', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('provider_decision', 'supplement');
    const file = accepted(await add('housing-applicant', '补正.pdf', PDF));
    await walk.decide('supplement', 'done', { by: 'housing-applicant', answers: { attachments: [file.id] } });
    expect(await office.sql('select name from attachment where case_id = $1', [walk.id])).toEqual([{ name: '补正.pdf' }]);
  });
});

test('a file is read by its owner until it is filed, then by whoever may see the case, and by nobody once erased', async () => {
  const file = accepted(await add('housing-applicant', '依据.pdf', pdf('依据')));
  const read = async (by: string) => attachmentFile(office.db, await office.person(by), { attachmentId: file.id });
  expect(accepted(await read('housing-applicant')).bytes).toEqual(pdf('依据'));
  expect(await read('housing-steward')).toMatchObject({ code: 'not_found' });
  accepted(await filedWith([file.id]));
  expect(accepted(await read('housing-steward')).bytes).toEqual(pdf('依据'));
  expect(accepted(await read('auditor-1')).size).toBe(pdf('依据').length);
  expect(await read('civil-steward')).toMatchObject({ code: 'not_found' });
  await office.sql(`update attachment set bytes = '', erased_at = now() where id = $1`, [file.id]);
  expect(await read('housing-applicant')).toMatchObject({ code: 'not_found' });
  expect(await attachmentFile(office.db, await office.person('auditor-1'), { attachmentId: 'nonsense' })).toMatchObject({
    code: 'not_found',
  });
});

test('a file that nobody files is removed after a day, unless a draft of its owner waits with it', async () => {
  const [left, kept] = [accepted(await add('edu-applicant', '弃.pdf', pdf('a'))), accepted(await add('edu-applicant', '留.pdf', pdf('b')))];
  const filed = accepted(await add('housing-applicant', '已提交.pdf', pdf('c')));
  accepted(await filedWith([filed.id]));
  const actor = await office.person('edu-applicant');
  accepted(
    await saveDraft(office.db, actor, { process: 'conditional-share', subject: 'entry:cat-040', answers: { attachments: [kept.id] } }),
  );
  const there = async () =>
    (await office.sql<{ id: string }>('select id from attachment where id = any ($1)', [[left.id, kept.id, filed.id]])).map(({ id }) => id);
  await forgetLooseFiles(office.db);
  expect(await there()).toHaveLength(3);
  office.at('2026-11-24T09:00:01');
  await forgetLooseFiles(office.db);
  expect((await there()).sort()).toEqual([kept.id, filed.id].sort());
  office.at(MORNING);
});

test('a person who uploads without end is stopped', async () => {
  const results = [];
  for (let i = 0; i < 51; i += 1) results.push(await add('finance-applicant', `${i}.pdf`, pdf('a')));
  expect(results.at(-1)).toMatchObject({ code: 'invalid', fields: { file: {} } });
  accepted(results.at(-2) ?? {});
});

test('of many files that one person uploads at once none slips over the limit', async () => {
  for (let i = 0; i < 46; i += 1) accepted(await add('natres-applicant', `${i}.pdf`, pdf('a')));
  const results = await Promise.all(Array.from({ length: 8 }, (_, i) => add('natres-applicant', `late-${i}.pdf`, pdf('b'))));
  expect(results.filter((result) => 'id' in result)).toHaveLength(4);
});
