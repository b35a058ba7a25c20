import type { Draft, Opinion } from './document.ts';
import { facts } from './words.ts';

export type ApprovalSheet = {
  readonly organ: string;
  /** As in 政务数据共享审批单. */
  readonly matter: string;
  readonly caseNumber: string;
  readonly filedOn: string;
  readonly applicant: string;
  readonly provider: string;
  readonly handler: string;
  readonly resource: string;
  readonly items: readonly string[];
  readonly method: string;
  readonly basis: string;
  readonly purpose: string;
  readonly period: string;
  /** In the order in which they were signed. */
  readonly opinions: readonly Opinion[];
};

/** 审批单: what was asked for, and every opinion with who signed it. A sheet of the file, for whoever sees the whole case. */
export function approvalSheet(sheet: ApprovalSheet): Draft {
  return {
    kind: 'approval-sheet',
    layout: 'form',
    organ: sheet.organ,
    title: `${sheet.matter}审批单`,
    addressee: null,
    body: [
      {
        kind: 'facts',
        rows: facts(
          ['申请编号', sheet.caseNumber],
          ['申请日期', sheet.filedOn],
          ['申请单位', sheet.applicant],
          ['经办人', sheet.handler],
          ['提供单位', sheet.provider],
          ['信息资源', sheet.resource],
          ['申请信息项', sheet.items.join('、')],
          ['申请方式', sheet.method],
          ['使用期限', sheet.period],
          ['使用依据', sheet.basis],
          ['使用用途', sheet.purpose],
        ),
      },
      { kind: 'opinions', rows: sheet.opinions },
    ],
    signatures: [],
    copiesTo: [],
  };
}
