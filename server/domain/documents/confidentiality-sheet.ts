import type { Draft, Opinion } from './document.ts';
import { facts, sentence } from './words.ts';

/** The eight questions of every review (DOMAIN §3, §4.2), by the keys of the review's form. */
export const CONFIDENTIALITY_QUESTIONS = {
  q1: '是否涉及国家秘密',
  q2: '是否涉及工作秘密',
  q3: '是否涉及商业秘密',
  q4: '是否涉及个人隐私、个人信息（含未成年人）',
  q5: '是否危及国家安全、公共安全、经济安全、社会稳定',
  q6: '汇聚、关联后是否可能产生秘密',
  q7: '是否属于其他机关尚未公开的信息',
  q8: '是否原密级信息已解密或者保密期限届满',
} as const;
type Question = keyof typeof CONFIDENTIALITY_QUESTIONS;

/** The five rows that sign, in their order: none decides for the row before or behind it. */
export const CONFIDENTIALITY_ROWS = {
  handler: '初步审查（承办人）',
  unitHead: '初步审查（处室负责人）',
  reviewer: '专业审查（保密审查）',
  leader: '复核审查（主管领导）',
  publisher: '程序审查（发布责任人）',
} as const;
export type ConfidentialityRow = keyof typeof CONFIDENTIALITY_ROWS;

export type Signed = Omit<Opinion, 'step'>;

export type ConfidentialitySheet = {
  readonly organ: string;
  readonly reviewNumber: string;
  readonly filledOn: string;
  readonly subject: string;
  readonly contentHash: string;
  readonly originOrgan: string;
  readonly coAuthors: readonly string[];
  readonly carrier: string;
  readonly channel: string;
  readonly plannedOn: string;
  readonly reason: string;
  readonly answers: Readonly<Record<Question, boolean>>;
  readonly measures: string;
  readonly conclusion: string;
  readonly clauses: readonly string[];
  /** A row that has not signed yet is null: its place stays empty. */
  readonly rows: Readonly<Record<ConfidentialityRow, Signed | null>>;
  readonly remark: string;
};

/** 保密审查表: what is to be released, the eight questions, and the five signed rows. */
export function confidentialitySheet(sheet: ConfidentialitySheet): Draft {
  const questions = Object.entries(CONFIDENTIALITY_QUESTIONS).map(([key, label]) => ({
    label,
    text: isQuestion(key) && sheet.answers[key] ? '是' : '否',
  }));
  const opinions = Object.entries(CONFIDENTIALITY_ROWS).map(([key, step]) => {
    const signed = isRow(key) ? sheet.rows[key] : null;
    return signed === null ? { step, outcome: '', opinion: '', basis: '', name: '', post: '', on: null } : { ...signed, step };
  });
  return {
    kind: 'confidentiality-sheet',
    layout: 'form',
    organ: sheet.organ,
    title: '信息公开保密审查表',
    addressee: null,
    body: [
      {
        kind: 'facts',
        rows: facts(
          ['审查编号', sheet.reviewNumber],
          ['填表日期', sheet.filledOn],
          ['送审单位', sheet.organ],
          ['信息名称', sheet.subject],
          ['内容摘要值', sheet.contentHash],
          ['信息产生机关', sheet.originOrgan],
          ['共同形成机关', sheet.coAuthors.join('、')],
          ['载体形式', sheet.carrier],
          ['拟公开方式', sheet.channel],
          ['拟公开时间', sheet.plannedOn],
          ['事由', sheet.reason],
        ),
      },
      { kind: 'choices', head: '审查内容', rows: questions },
      {
        kind: 'facts',
        rows: facts(
          ['保密措施', sheet.measures],
          ['审查结论', sheet.conclusion],
          ['审查依据', sheet.clauses.map(sentence).join('')],
          ['备注', sheet.remark],
        ),
      },
      { kind: 'opinions', rows: opinions },
    ],
    signatures: [],
    copiesTo: [],
  };
}

function isQuestion(key: string): key is Question {
  return Object.hasOwn(CONFIDENTIALITY_QUESTIONS, key);
}

function isRow(key: string): key is ConfidentialityRow {
  return Object.hasOwn(CONFIDENTIALITY_ROWS, key);
}
