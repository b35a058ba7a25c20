import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseDocuments, printedDocument } from '#server/queries/case-documents.ts';
import { accepted } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { fileOpening, openToAgreement, signAgreement } from '../support/openings.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

describe('the official documents of an opening (req 70, 71)', () => {
  async function papers(walk: Walk, by = walk.filer): Promise<string[]> {
    return accepted(await caseDocuments(office.db, by, { caseId: walk.id })).map(({ kind }) => kind);
  }
  async function paper(walk: Walk, kind: string): Promise<string> {
    const input = { caseId: walk.id, kind, site: 'https://gongkai.example' };
    return JSON.stringify(accepted(await printedDocument(office.db, walk.filer, input)).sheet);
  }

  test('are the reply and, once all three have signed, the agreement; the sheet of opinions stays with the office', async () => {
    const walk = await openToAgreement(office);
    expect(await papers(walk)).toEqual(['reply']);
    expect(await papers(walk, await office.person('transport-leader'))).toEqual(expect.arrayContaining(['approval-sheet', 'reply']));
    for (const words of ['公共数据定向开放申请答复书', '同意开放', '联机查询接口', '次/秒'])
      expect(await paper(walk, 'reply')).toContain(words);
    await signAgreement(walk);
    expect(await papers(walk)).toEqual(['reply', 'use-agreement']);
    for (const words of ['丙方', '拉萨市大数据局', '留存时间上限', '不得试图识别特定自然人'])
      expect(await paper(walk, 'use-agreement')).toContain(words);
  });

  test('are a notice of what is missing, and one that nothing is opened, with the right channel and the remedies', async () => {
    const walk = await fileOpening(office, { by: 'ext-yunshang-agent' });
    await walk.decide('open_acceptance', 'supplement');
    expect(await papers(walk)).toEqual(['supplement-notice']);
    await walk.decide('open_supplement', 'done');
    await walk.decide('open_acceptance', 'decline', { answers: { rightChannel: '向市交通局申请信息公开' } });
    expect((await papers(walk)).toSorted()).toEqual(['refusal-notice', 'supplement-notice']);
    for (const words of ['不予开放告知书', '向市交通局申请信息公开', '行政复议'])
      expect(await paper(walk, 'refusal-notice')).toContain(words);
  });
});
