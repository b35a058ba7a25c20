import { describe, expect, test } from 'vitest';
import type { CaseDocument } from '#server/domain/documents/document.ts';
import { confidentialitySheet } from '#server/domain/documents/confidentiality-sheet.ts';
import { refusalNotice } from '#server/domain/documents/refusal-notice.ts';
import { sheetOf } from '#server/domain/documents/sheet.ts';
import { faceFor } from '#server/documents/fonts.ts';
import { linesOf, widthOfText } from '#server/documents/lines.ts';
import { documentPdf } from '#server/documents/pdf.ts';
import { qrOf, qrPath } from '#server/documents/qr.ts';
import { readPdf } from '../support/pdf.ts';

const check = { url: `https://gongkai.example/verify/${'x'.repeat(26)}`, code: 'x'.repeat(26), hash: 'cd'.repeat(32) };

function notice(reason: string, copiesTo: string[] = ['拉萨市大数据局']): CaseDocument {
  const draft = refusalNotice({
    matter: 'share',
    organ: '拉萨市民政局',
    applicant: '拉萨市住房和城乡建设局',
    caseNumber: '共享申请〔2026〕000012号',
    filedOn: '2026年11月3日',
    resource: '最低生活保障对象信息',
    reason,
    clause: '《政务数据共享条例》第十五条',
    channel: '',
    copiesTo,
  });
  return { ...draft, number: '数不予〔2026〕1号', issuedOn: '2026-11-09', basis: { decisionId: 'd1', payloadHash: 'ef'.repeat(32) } };
}

const signed = { outcome: '同意', opinion: '', basis: '', name: '王㛃', post: '保密审查员', on: '2026-11-05' };
const form: CaseDocument = {
  ...confidentialitySheet({
    organ: '拉萨市民政局',
    reviewNumber: '保审〔2026〕3号',
    filledOn: '2026年11月3日',
    subject: '养老机构名录',
    contentHash: 'ab'.repeat(32),
    originOrgan: '拉萨市民政局',
    coAuthors: [],
    carrier: '数据库/接口',
    channel: '开放网站下载',
    plannedOn: '2026年12月1日',
    reason: '首次开放',
    answers: { q1: false, q2: false, q3: false, q4: true, q5: false, q6: false, q7: false, q8: false },
    measures: '联系电话脱敏',
    conclusion: '脱敏后公开',
    clauses: ['信息公开条例第15条'],
    rows: { handler: signed, unitHead: signed, reviewer: signed, leader: null, publisher: null },
    remark: '',
  }),
  number: '数保审〔2026〕1号',
  issuedOn: '2026-11-09',
  basis: null,
};

/** Every line that the sheet says, without blanks and broken wherever the paper breaks it. */
function saidBy(document: CaseDocument): string[] {
  const sheet = sheetOf(document, check);
  const blocks = sheet.body.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
      case 'heading':
        return [block.text];
      case 'facts':
        return block.rows.flatMap(({ label, text }) => [label, text]);
      case 'choices':
        return block.rows.map(({ label }) => label);
      case 'opinions':
        return block.rows.flatMap(({ step, words, signed: by }) => [step, ...words, ...by]);
      default:
        return block satisfies never;
    }
  });
  return [
    sheet.title,
    sheet.organ,
    sheet.number,
    sheet.address ?? '',
    ...blocks,
    ...sheet.seals.flat(),
    sheet.copies ?? '',
    ...sheet.check,
  ];
}

const bare = (text: string): string => text.replaceAll(/\s/gu, '');

describe('a document as PDF', () => {
  test.each([
    ['a letter', notice('该项用途不在法定用途之内')],
    ['a form', form],
  ])('%s is found again, word for word, by who searches it', async (_, document) => {
    const { texts } = readPdf(await documentPdf(document, check));
    const whole = bare(texts.join(''));
    for (const line of saidBy(document)) expect(whole).toContain(bare(line));
  });

  test('carries its fonts with it, each once', async () => {
    const { fonts } = readPdf(await documentPdf(notice('理由'), check));
    expect(fonts.map(({ name }) => name.replace(/^.*\+/, '')).sort()).toEqual(['NotoSerifSC-Bold', 'NotoSerifSC-Regular']);
    expect(fonts.every(({ isEmbedded }) => isEmbedded)).toBe(true);
  });

  test('is the same to the last byte, whenever it is made', async () => {
    const [one, two] = [await documentPdf(notice('理由'), check), await documentPdf(structuredClone(notice('理由')), check)];
    expect(one.equals(two)).toBe(true);
  });

  test('stays small: only the characters that stand in it are embedded', async () => {
    expect((await documentPdf(notice('理由'), check)).length).toBeLessThan(120_000);
  });

  test.each(Array.from({ length: 24 }, (_, n) => n))(
    'signature and seal share a page with text, however long it is (%i more lines)',
    async (more) => {
      const { texts, pages } = readPdf(await documentPdf(notice('该项用途不在法定用途之内。'.repeat(1 + more * 2)), check));
      const last = bare(texts.at(-1) ?? '');
      expect(last).toContain('拉萨市民政局2026年11月9日');
      expect(last.indexOf('拉萨市民政局2026年11月9日'), `text before the signature on page ${pages}`).toBeGreaterThan(0);
      expect(last).toContain(`—${pages}—`);
    },
  );

  test('a long text goes over as many pages as it needs, each with its number', async () => {
    const { pages, texts } = readPdf(await documentPdf(notice('用途不在法定职责之内,且可以通过核验方式满足。'.repeat(120)), check));
    expect(pages).toBeGreaterThan(3);
    texts.forEach((text, index) => expect(bare(text)).toContain(`—${index + 1}—`));
  });

  test('a row of a table that is longer than a page goes on on the next', async () => {
    const long = '核对申请人及其家庭成员是否在保。'.repeat(150);
    const { pages, texts } = readPdf(
      await documentPdf({ ...form, body: [{ kind: 'facts', rows: [{ label: '用途', text: long }] }] }, check),
    );
    expect(pages).toBeGreaterThan(1);
    expect(bare(texts.join('')).split('核对申请人').length - 1).toBeGreaterThan(140);
  });

  test('a rare name is set plain rather than left out of the bold face', async () => {
    expect([faceFor('王龑', 'bold'), faceFor('王㛃', 'bold'), faceFor('王㛃', 'text')]).toEqual([expect.any(String), 'text', 'text']);
    expect(bare(readPdf(await documentPdf(form, check)).texts.join(''))).toContain('王㛃');
  });
});

describe('lines', () => {
  const measure = { face: 'text', size: 10, width: 100 } as const;

  test('hold ten characters of ten points each', () => {
    expect(linesOf('一二三四五六七八九十甲乙', measure).map(({ text }) => text)).toEqual(['一二三四五六七八九十', '甲乙']);
  });

  test.each([
    ['一二三四五六七八九十，甲乙', ['一二三四五六七八九', '十，甲乙']],
    ['一二三四五六七八九（甲乙）', ['一二三四五六七八九', '（甲乙）']],
    ['一二三四五六七八《》，甲乙', ['一二三四五六七八', '《》，甲乙']],
  ])('never begin with a closing mark nor end with an opening one: %s', (text, lines) => {
    expect(linesOf(text, measure).map((line) => line.text)).toEqual(lines);
  });

  test('that are set to the edge let a closing mark stand over it', () => {
    expect(linesOf('一二三四五六七八九十，甲乙', { ...measure, hangs: true }).map(({ text }) => text)).toEqual([
      '一二三四五六七八九十，',
      '甲乙',
    ]);
  });

  test('keep numbers and words together, and break only what fits into no line', () => {
    expect(linesOf('一二三四五六七八2026年', measure).map(({ text }) => text)).toEqual(['一二三四五六七八', '2026年']);
    expect(linesOf('ab'.repeat(40), measure).every(({ text }) => widthOfText(text, 'text', 10) <= 100)).toBe(true);
  });

  test('lose no character', () => {
    const text = '（（（《《，，。。）》一二三“四五六”七八九……——甲乙2026-11-09丙丁';
    for (const width of [10, 20, 35, 50, 80])
      expect(
        linesOf(text, { ...measure, width })
          .map((line) => line.text)
          .join(''),
      ).toBe(text);
  });

  test('begin anew where somebody pressed return', () => {
    expect(linesOf('甲\n\n乙', measure).map(({ text }) => text)).toEqual(['甲', '', '乙']);
  });
});

test('the QR code has its three corners and every dark square once', () => {
  const qr = qrOf(check.url);
  const at = (x: number, y: number) => qr.dark.some(([column, row]) => column === x && row === y);
  expect([at(0, 0), at(qr.size - 1, 0), at(0, qr.size - 1), at(1, 1)]).toEqual([true, true, true, false]);
  expect(qrPath(qr).match(/M/g)).toHaveLength(qr.dark.length);
});
