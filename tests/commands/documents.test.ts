import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answers } from '#forms/answers.ts';
import { caseDocuments, documentFile, printedDocument } from '#server/queries/case-documents.ts';
import { documentCheck } from '#server/queries/document-check.ts';
import type { DocumentCheck } from '#server/queries/document-check.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const SITE = 'https://gongkai.example';
const OPEN = { press: () => Promise.resolve(null) };

async function kindsFor(walk: Walk, accountId: string): Promise<string[]> {
  const found = await caseDocuments(office.db, await office.person(accountId), { caseId: walk.id });
  return isRefusal(found) ? [found.reason ?? found.code] : found.map(({ kind, edition }) => `${kind} ${edition}`);
}

async function textOf(walk: Walk, accountId: string, kind: string, edition?: number): Promise<string> {
  const found = await printedDocument(office.db, await office.person(accountId), { caseId: walk.id, kind, edition, site: SITE });
  return isRefusal(found) ? (found.reason ?? found.code) : JSON.stringify(found.sheet);
}

/** A whole consent up to the provider's recorded reply, of items of level 4: with a confidentiality opinion and the leader's signature. */
async function replied(outcome: 'agree' | 'partly' = 'partly'): Promise<Walk> {
  const walk = await fileToProvider(office, { entry: 'cat-040' });
  const answers: Answers = outcome === 'partly' ? { treatment: 'masked' } : {};
  await walk.decide('provider_decision', outcome, { opinion: '姓名须脱敏后提供', basis: '《政务数据共享条例》第二十一条', answers });
  await walk.decide('confidentiality_opinion', 'agree', { opinion: '内部意见:逐项审查未发现涉密' });
  await walk.decide('leader_approval', 'agree');
  return walk;
}

async function codeOf(walk: Walk, kind: string): Promise<string> {
  const [row] = await office.sql<{ code: string }>('select code from case_document where case_id = $1 and kind = $2', [walk.id, kind]);
  return row?.code ?? '';
}

async function check(code: string): Promise<DocumentCheck> {
  return accepted(await documentCheck(office.db, OPEN, { code, address: '' }));
}

describe('the documents of a share', () => {
  test('before anybody has decided there are none', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-040' });
    expect(await kindsFor(walk, 'housing-applicant')).toEqual([]);
    expect(await textOf(walk, 'housing-applicant', 'reply')).toBe('document_not_found');
  });

  test("the provider's decision alone issues nothing: until the reply is recorded it is a draft", async () => {
    const walk = await fileToProvider(office, { entry: 'cat-040' });
    await walk.decide('provider_decision', 'agree');
    expect(await kindsFor(walk, 'civil-steward')).toEqual([]);
  });

  test('a request for a supplement is a notice with everything that is missing, for the applicant at once', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-040' });
    await walk.decide('provider_decision', 'supplement', {
      opinion: '',
      answers: { supplementList: [{ text: '等级保护备案证明' }, { text: '使用人员名单' }] },
    });
    expect(await kindsFor(walk, 'housing-applicant')).toEqual(['supplement-notice 1']);
    const text = await textOf(walk, 'housing-applicant', 'supplement-notice');
    for (const part of ['拉萨市民政局', '拉萨市住房和城乡建设局：', '（一）等级保护备案证明。', '（二）使用人员名单。', '5个工作日内'])
      expect(text).toContain(part);
  });

  test('the recorded consent issues the reply and the approval sheet', async () => {
    const walk = await replied();
    expect(await kindsFor(walk, 'civil-steward')).toEqual(['approval-sheet 1', 'reply 1']);
    const reply = await textOf(walk, 'housing-applicant', 'reply');
    for (const part of ['部分同意共享', '姓名须脱敏后提供', '脱敏', '20个工作日', '第二十八条']) expect(reply).toContain(part);
    const sheet = await textOf(walk, 'civil-leader', 'approval-sheet');
    for (const part of ['内部审核', '形式审查', '提供部门答复', '保密审核', '内部意见', '拉萨市民政局保密审查员'])
      expect(sheet).toContain(part);
  });

  test("the inner opinions stay with the provider's side, the bureau and the supervisors", async () => {
    const walk = await replied();
    expect(await kindsFor(walk, 'housing-applicant')).toEqual(['reply 1']);
    expect(await kindsFor(walk, 'housing-steward')).toEqual(['reply 1']);
    expect(await textOf(walk, 'housing-applicant', 'approval-sheet')).toBe('document_not_found');
    expect(await textOf(walk, 'housing-applicant', 'reply')).not.toContain('内部意见');
    for (const person of ['civil-secrecy', 'bdb-exchange', 'bdb-sec'])
      expect(await kindsFor(walk, person), person).toContain('approval-sheet 1');
    expect(await kindsFor(walk, 'culture-applicant')).toEqual(['case_not_found']);
  });

  test('a refusal is told with its reason, its clause and the remedies', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-040' });
    await walk.decide('provider_decision', 'refuse', { opinion: '用途不在法定职责之内', basis: '《政务数据共享条例》第十五条' });
    await walk.decide('leader_approval', 'agree');
    expect(await kindsFor(walk, 'housing-applicant')).toEqual(['refusal-notice 1']);
    const text = await textOf(walk, 'housing-applicant', 'refusal-notice');
    for (const part of ['不予共享告知书', '用途不在法定职责之内。', '第十五条。', '协商', '投诉']) expect(text).toContain(part);
  });

  test('an entry that is not shared is refused with the basis of its class', async () => {
    const [entry] = await office.sql<{ id: string; basis: string }>(
      `select id, not_shared_basis as basis from catalogue_entry where share_type = 'not_shared' and state = 'published' limit 1`,
    );
    const walk = await fileAndFollow(office, { entry: entry?.id ?? '' });
    const text = await textOf(walk, 'housing-applicant', 'refusal-notice');
    expect(text).toContain(entry?.basis.replace(/。$/, '') ?? 'none');
    expect(text).toContain('拉萨市大数据局');
  });

  test('when both sides have accepted the terms, and not before, there is an agreement', async () => {
    const walk = await replied('agree');
    await walk.decide('terms_provider', 'confirm');
    expect(await kindsFor(walk, 'housing-applicant')).toEqual(['reply 1']);
    await walk.decide('terms_applicant', 'confirm');
    expect(await kindsFor(walk, 'housing-applicant')).toEqual(['reply 1', 'use-agreement 1']);
    const text = await textOf(walk, 'housing-applicant', 'use-agreement');
    for (const part of ['甲方（盖章）', '拉萨市民政局', '乙方（盖章）', '拉萨市住房和城乡建设局', '第一条', '签署人：'])
      expect(text).toContain(part);
  });

  test('names its decision, whose hash stands in the chain', async () => {
    const walk = await replied();
    const [event] = await office.sql<{ data: { payloadHash: string; decisionId: string } }>(
      `select data from event where case_id = $1 and type = 'document.issued' and data->>'kind' = 'reply'`,
      [walk.id],
    );
    const [decision] = await office.sql<{ id: string; payload_hash: string }>(
      `select id, payload_hash from decision where case_id = $1 and element = 'provider_decision'`,
      [walk.id],
    );
    expect(event?.data).toMatchObject({ decisionId: decision?.id, payloadHash: decision?.payload_hash });
    expect(await textOf(walk, 'housing-applicant', 'reply')).toContain(decision?.payload_hash ?? 'none');
  });

  test('an issued document stays as it was, whatever becomes of the names and the case', async () => {
    const walk = await replied('agree');
    const person = await office.person('housing-applicant');
    const which = { caseId: walk.id, kind: 'reply', site: SITE };
    const before = [
      await textOf(walk, 'housing-applicant', 'reply'),
      accepted(await documentFile(office.db, person, which)).bytes.toString('latin1'),
    ];
    await office.sql(`update catalogue_entry set name = name || '(新)' where id = 'cat-040'`);
    await office.sql(`update organisation set name = name || '(新)' where id in ('civil', 'housing')`);
    await walk.decide('terms_applicant', 'confirm');
    const after = [
      await textOf(walk, 'housing-applicant', 'reply'),
      accepted(await documentFile(office.db, person, which)).bytes.toString('latin1'),
    ];
    await office.sql(`update organisation set name = replace(name, '(新)', '') where id in ('civil', 'housing')`);
    await office.sql(`update catalogue_entry set name = replace(name, '(新)', '') where id = 'cat-040'`);
    expect(after).toEqual(before);
  });

  test('numbers run within the year and the kind', async () => {
    const numbers = await office.sql<{ number: string }>(
      `select number from case_document where kind = 'reply' order by issued_at, number`,
    );
    expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => `数答复〔2026〕${index + 1}号`));
  });

  test.each([`update case_document set number = 'x'`, `update case_document set hash = 'x'`, 'delete from case_document'])(
    "the application's role cannot: %s",
    async (statement) => {
      const em = office.db.orm.em.fork();
      await expect(em.getConnection().execute(statement)).rejects.toMatchObject({ code: '42501' });
    },
  );
});

describe('checking a paper', () => {
  test('tells kind, number, day and hash, and nothing of what it says', async () => {
    const walk = await replied();
    const found = await check(await codeOf(walk, 'reply'));
    expect(found).toMatchObject({ kind: 'reply', issuedOn: '2026-11-23', isAsIssued: true, isErased: false, isChainWhole: true });
    expect(Object.keys(found).sort()).toEqual(['hash', 'isAsIssued', 'isChainWhole', 'isErased', 'issuedOn', 'kind', 'number']);
    expect(JSON.stringify(found)).not.toMatch(/民政|住房|低保/);
  });

  test.each(['', 'x', '0'.repeat(26), `' or true --`])('a code that was never given (%s) finds nothing', async (code) => {
    expect(await documentCheck(office.db, OPEN, { code, address: '' })).toMatchObject({ code: 'not_found', reason: 'document_unknown' });
  });

  test('a text that was changed afterwards is found out', async () => {
    const walk = await replied();
    await office.sql(`update case_document set body = jsonb_set(body, '{title}', '"同意"') where case_id = $1 and kind = 'reply'`, [
      walk.id,
    ]);
    expect(await check(await codeOf(walk, 'reply'))).toMatchObject({ isAsIssued: false, isChainWhole: true });
  });

  test('so are a number that was changed, and a document that no event issued', async () => {
    const walk = await replied();
    await office.sql(`update case_document set number = '数答复〔2026〕999号' where case_id = $1 and kind = 'reply'`, [walk.id]);
    expect((await check(await codeOf(walk, 'reply'))).isAsIssued).toBe(false);
    await office.sql(`update case_document set id = gen_random_uuid() where case_id = $1 and kind = 'approval-sheet'`, [walk.id]);
    expect((await check(await codeOf(walk, 'approval-sheet'))).isAsIssued).toBe(false);
  });

  test('an erased text leaves number, day and hash, and the chain stays whole', async () => {
    const walk = await replied();
    const code = await codeOf(walk, 'reply');
    const { hash } = await check(code);
    await office.sql(`update case_document set body = null, salt = null, erased_at = now() where case_id = $1 and kind = 'reply'`, [
      walk.id,
    ]);
    expect(await check(code)).toMatchObject({ hash, isAsIssued: true, isErased: true, isChainWhole: true });
    expect(await textOf(walk, 'housing-applicant', 'reply')).toBe('document_erased');
    expect(await kindsFor(walk, 'housing-applicant')).toEqual(['reply 1']);
  });

  test('too many checks from one address have to wait', async () => {
    const refused = await documentCheck(office.db, { press: () => Promise.resolve(61) }, { code: 'x', address: '' });
    expect(refused).toMatchObject({ code: 'too_many_requests', reason: 'too_many_checks', values: { minutes: 2 }, retryAfter: 61 });
  });
});
