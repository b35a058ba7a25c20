import { describe, expect, test } from 'vitest';
import { requireDefinition } from '#processes/read-definition.ts';
import { confidentialitySheet, CONFIDENTIALITY_ROWS } from '#server/domain/documents/confidentiality-sheet.ts';
import type { ConfidentialitySheet } from '#server/domain/documents/confidentiality-sheet.ts';
import { DOCUMENT_KINDS, documentHash, documentNumber, documentSchema } from '#server/domain/documents/document.ts';
import type { CaseDocument, Draft } from '#server/domain/documents/document.ts';
import { DOCUMENTS, documentsAt, momentAfter, readsDocument } from '#server/domain/documents/registry.ts';
import { refusalNotice } from '#server/domain/documents/refusal-notice.ts';
import { reply } from '#server/domain/documents/reply.ts';
import { sheetOf } from '#server/domain/documents/sheet.ts';
import { supplementNotice } from '#server/domain/documents/supplement-notice.ts';
import { useAgreement } from '#server/domain/documents/use-agreement.ts';
import type { UseAgreement } from '#server/domain/documents/use-agreement.ts';
import { chineseNumber, dateInWords, sentence } from '#server/domain/documents/words.ts';
import type { Group } from '#server/domain/actor.ts';
import { shippedDrawing } from '../processes/drawings.ts';

const share = await requireDefinition(shippedDrawing('conditional-share'));
const open = await requireDefinition(shippedDrawing('directional-open'));
const asked = {
  matter: 'share',
  organ: '拉萨市民政局',
  applicant: '拉萨市住房和城乡建设局',
  caseNumber: '共享申请〔2026〕000012号',
  filedOn: '2026年11月3日',
  resource: '最低生活保障对象信息',
} as const;
const granted = {
  items: ['姓名'],
  method: '核验接口',
  treatment: '脱敏',
  rowFilter: '',
  quota: '200次/日',
  period: '2026年12月1日至2027年11月30日',
  retention: '',
  conditions: '',
};
const consent = {
  ...asked,
  ...granted,
  outcome: 'partly',
  reason: '银行账号与用途无关',
  clause: '《政务数据共享条例》第二十一条',
  provideWithin: 20,
  copiesTo: [],
} as const;
const agreement: UseAgreement = {
  ...asked,
  ...granted,
  matter: 'open',
  provider: { organ: '拉萨市交通运输局', name: '次仁', on: '2026-11-10' },
  user: { organ: '雪域智行公司', name: '王一', on: '2026-11-11' },
  platform: { organ: '拉萨市大数据局', name: '', on: null },
  purpose: '到站预测',
  system: '',
  responsiblePerson: '',
};
const signed = { outcome: '同意', opinion: '经审查不涉密', basis: '', name: '央金', post: '保密审查员', on: '2026-11-05' };
const review: ConfidentialitySheet = {
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
  conclusion: '脱敏脱密处理后公开',
  clauses: ['信息公开条例第15条'],
  rows: { handler: signed, unitHead: signed, reviewer: signed, leader: null, publisher: null },
  remark: '',
};

/** All that stands on the paper, as one text. */
function paperOf(draft: Draft): string {
  return JSON.stringify(sheetOf(issued(draft), { url: 'https://gongkai.example/verify/x', code: 'x', hash: 'cd'.repeat(32) }));
}

function issued(draft: Draft): CaseDocument {
  return documentSchema.parse({ ...draft, number: documentNumber(draft.kind, '2026-11-09', 1), issuedOn: '2026-11-09', basis: null });
}

describe('the words of official documents', () => {
  test.each([
    [1, '一'],
    [10, '十'],
    [12, '十二'],
    [20, '二十'],
    [21, '二十一'],
  ])('%i is written %s', (n, text) => {
    expect(chineseNumber(n)).toBe(text);
  });

  test('days and numbers carry no leading zeros', () => {
    expect(dateInWords('2026-01-05')).toBe('2026年1月5日');
    expect(documentNumber('reply', '2026-11-09', 7)).toBe('数答复〔2026〕7号');
  });

  test.each(['不予提供', '不予提供。', '不予提供, ', '不予提供；'])('what somebody wrote (%s) closes with one full stop', (text) => {
    expect(sentence(text)).toBe('不予提供。');
  });
});

describe('a reply', () => {
  test('in part names reason, clause, what is granted, and the remedies', () => {
    const text = paperOf(reply(consent));
    for (const part of ['部分同意共享', '银行账号与用途无关。', '第二十一条。', '核验接口', '20个工作日', '四、救济途径', '第二十八条'])
      expect(text).toContain(part);
  });

  test('in whole needs no remedies, and its sections are counted without them', () => {
    const text = paperOf(reply({ ...consent, outcome: 'agree', reason: '', clause: '' }));
    expect(text).toContain('三、后续办理');
    expect(text).not.toContain('救济');
    expect(text).not.toContain('理由');
  });

  test('leaves out what was not said', () => {
    expect(paperOf(reply(consent))).not.toContain('数据范围');
  });
});

describe('a refusal', () => {
  test.each([
    ['share', '不予共享告知书', '协商'],
    ['open', '不予开放告知书', '行政复议'],
  ] as const)('to %s is a %s with reason, clause and remedies', (matter, title, remedy) => {
    const text = paperOf(refusalNotice({ ...asked, matter, reason: '不在法定用途内', clause: '条例第十五条', channel: '', copiesTo: [] }));
    for (const part of [title, '不在法定用途内。', '条例第十五条。', remedy]) expect(text).toContain(part);
  });

  test('of an application that is not accepted says where to turn instead', () => {
    const notice = {
      ...asked,
      matter: 'open',
      reason: '已无条件开放',
      clause: '办法第五条',
      channel: '开放网站直接下载',
      copiesTo: [],
    } as const;
    expect(paperOf(refusalNotice(notice))).toContain('开放网站直接下载。');
  });

  test.each([{ reason: '' }, { clause: '' }])('never goes out without one: %j', (missing) => {
    expect(() => refusalNotice({ ...asked, reason: '理由', clause: '依据', channel: '', copiesTo: [], ...missing })).toThrow(
      /without its reason or clause/,
    );
  });
});

test('a request for a supplement numbers what is missing and names the limit', () => {
  const text = paperOf(supplementNotice({ ...asked, missing: ['备案证明', '人员名单。'], note: '', withinDays: 5 }));
  for (const part of ['（一）备案证明。', '（二）人员名单。', '5个工作日', '视为撤回']) expect(text).toContain(part);
});

describe('an agreement', () => {
  test('on opened data is signed by three and forbids to identify and to pass on', () => {
    const text = paperOf(useAgreement(agreement));
    for (const part of ['数据利用协议', '丙方（盖章）', '识别特定自然人', '转供第三方', '利用报告', '处置证明', '注明数据来源'])
      expect(text).toContain(part);
  });

  test('between departments is signed by two', () => {
    const { seals, title } = sheetOf(issued(useAgreement({ ...agreement, matter: 'share', platform: null })), {
      url: '',
      code: '',
      hash: '',
    });
    expect([title, seals.length]).toEqual(['政务数据共享使用协议', 2]);
  });

  test('a side that has not signed leaves its place empty', () => {
    const { seals } = sheetOf(issued(useAgreement(agreement)), { url: '', code: '', hash: '' });
    expect(seals[2]).toEqual(['丙方（盖章）：', '拉萨市大数据局', '签署人：', '日　期：']);
  });
});

describe('a confidentiality sheet', () => {
  const { body } = sheetOf(issued(confidentialitySheet(review)), { url: '', code: '', hash: '' });

  test('has the eight questions, each ticked once', () => {
    const [choices] = body.filter((block) => block.kind === 'choices');
    expect(choices?.rows).toHaveLength(8);
    expect(choices?.rows.map(({ yes, no }) => yes + no)).toEqual(Array(8).fill('√'));
    expect(choices?.rows.find(({ yes }) => yes !== '')?.label).toContain('个人隐私');
  });

  test('has the five signed rows in their order, whoever has signed', () => {
    const [opinions] = body.filter((block) => block.kind === 'opinions');
    expect(opinions?.rows.map(({ step }) => step)).toEqual(Object.values(CONFIDENTIALITY_ROWS));
    expect(opinions?.rows.map(({ signed: by }) => by.length)).toEqual([2, 2, 2, 1, 1]);
  });
});

describe('the hash of a document', () => {
  const document = issued(reply(consent));
  test('is of all that it says, and keyed', () => {
    const hash = documentHash('s'.repeat(32), document);
    expect(documentHash('s'.repeat(32), structuredClone(document))).toBe(hash);
    expect(documentHash('t'.repeat(32), document)).not.toBe(hash);
    for (const changed of [{ number: '数答复〔2026〕2号' }, { issuedOn: '2026-11-10' }, { body: document.body.slice(1) }, { organ: '' }])
      expect(documentHash('s'.repeat(32), { ...document, ...changed })).not.toBe(hash);
  });
});

describe('which documents there are', () => {
  test('every kind belongs to a process, and no moment gives one kind twice', () => {
    expect(new Set(DOCUMENTS.map(({ kind }) => kind))).toEqual(new Set(DOCUMENT_KINDS));
    const places = DOCUMENTS.flatMap(({ process, kind, at }) => at.map((moment) => `${process} ${kind} ${moment}`));
    expect(new Set(places).size).toBe(places.length);
  });

  test.each([
    ['asked', ['supplement-notice']],
    ['agreed', ['approval-sheet', 'reply']],
    ['refused', ['approval-sheet', 'refusal-notice']],
    ['not_shared', ['refusal-notice']],
    ['terms_accepted', ['use-agreement']],
    ['reviewed', []],
  ] as const)('a share gets when it is %s: %j', (moment, kinds) => {
    expect(documentsAt('conditional-share', moment)).toEqual(kinds);
  });

  test('an unknown process gets none', () => {
    expect(documentsAt('unknown', 'agreed')).toEqual([]);
  });
});

describe('who may read a document of a case that they may read', () => {
  const file = { applicantId: 'housing', parties: ['housing:dept_applicant', 'housing:data_steward', 'civil:data_steward'] };
  test.each<[boolean, Group[], 'reply' | 'approval-sheet' | 'confidentiality-sheet']>([
    [true, ['housing:dept_applicant'], 'reply'],
    [false, ['housing:dept_applicant'], 'approval-sheet'],
    [false, ['housing:dept_applicant', 'housing:data_steward'], 'approval-sheet'],
    [true, ['civil:data_steward'], 'approval-sheet'],
    [true, ['bdb:bureau_share_officer'], 'approval-sheet'],
    [true, ['bdb:security_supervisor'], 'reply'],
    [false, ['civil:data_steward'], 'confidentiality-sheet'],
  ])('%s: %j, %s', (reads, groups, kind) => {
    expect(readsDocument({ accountId: 'me', organisationId: '', groups }, file, 'conditional-share', kind)).toBe(reads);
  });
});

describe('a signature calls for documents', () => {
  const by = (move: string, index: number) => {
    const [element = '', outcome = ''] = move.split(':');
    return { element, outcome, round: 1, accountId: `a${index}`, actingAs: 'civil:data_steward' as const, revision: 1 };
  };
  test.each([
    ['asked', ['provider_decision:supplement']],
    [null, ['provider_decision:agree']],
    [null, ['formal_check:return']],
    [null, ['provider_decision:agree', 'terms_applicant:confirm']],
    ['terms_accepted', ['provider_decision:agree', 'terms_applicant:confirm', 'terms_provider:confirm']],
    ['terms_accepted', ['provider_decision:agree', 'terms_provider:confirm', 'terms_applicant:confirm']],
    [null, ['provider_decision:agree', 'terms_provider:confirm', 'terms_applicant:confirm', 'provision:done']],
    [null, ['terms_provider:confirm', 'provider_decision:agree', 'terms_applicant:confirm']],
    [null, []],
  ])('%s after %j', (moment, moves) => {
    expect(momentAfter(share, moves.map(by))).toBe(moment);
  });

  test.each([
    ['asked', ['open_acceptance:supplement']],
    [null, ['open_proposal:agree', 'open_agreement_provider:confirm', 'open_agreement_bureau:confirm']],
    ['terms_accepted', ['open_proposal:agree', ...['provider', 'bureau', 'applicant'].map((side) => `open_agreement_${side}:confirm`)]],
  ])('%s in an opening after %j', (moment, moves) => {
    expect(momentAfter(open, moves.map(by))).toBe(moment);
  });
});
