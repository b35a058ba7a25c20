import type { Draft } from './document.ts';
import type { Matter } from './remedies.ts';
import { paragraph, sections, sentence } from './words.ts';

export type SupplementNotice = {
  readonly matter: Matter;
  readonly organ: string;
  readonly applicant: string;
  readonly caseNumber: string;
  readonly filedOn: string;
  readonly resource: string;
  readonly missing: readonly string[];
  /** What the handler wrote beside the list; '' when nothing. */
  readonly note: string;
  readonly withinDays: number;
};

/** 补正告知书: everything that is missing, told at once (政务数据共享条例第21条). */
export function supplementNotice(notice: SupplementNotice): Draft {
  return {
    kind: 'supplement-notice',
    layout: 'letter',
    organ: notice.organ,
    title: '补正告知书',
    addressee: notice.applicant,
    body: [
      paragraph(
        `你单位${notice.filedOn}提出的关于使用“${notice.resource}”的申请（${notice.caseNumber}）收悉。经审查，申请材料尚需补正。${
          notice.matter === 'share' ? '依据《政务数据共享条例》第二十一条的规定，' : ''
        }现一次性告知如下：`,
      ),
      ...sections(
        [
          '需要补正的内容',
          { kind: 'list', items: notice.missing.map(sentence) },
          ...(notice.note === '' ? [] : [paragraph(sentence(notice.note))]),
        ],
        [
          '补正期限',
          paragraph(`请自收到本告知书次日起${notice.withinDays}个工作日内，在平台上逐项回复并上传材料。逾期未补正的，视为撤回申请。`),
        ],
        ['时限计算', paragraph('自本告知书发出之日起，答复时限停止计算；自收到补正材料的次日起，答复时限重新计算。')],
      ),
    ],
    signatures: [{ side: '', organ: notice.organ, name: '', on: null }],
    copiesTo: [],
  };
}
