import type { Draft } from './document.ts';
import { remediesOf } from './remedies.ts';
import type { Matter } from './remedies.ts';
import { paragraph, sections, sentence } from './words.ts';

export type RefusalNotice = {
  readonly matter: Matter;
  readonly organ: string;
  readonly applicant: string;
  readonly caseNumber: string;
  readonly filedOn: string;
  readonly resource: string;
  readonly reason: string;
  readonly clause: string;
  /** Where to turn instead; '' where that was not said. */
  readonly channel: string;
  readonly copiesTo: readonly string[];
};

/** 不予共享（开放）告知书: never without its reason, its clause and what the applicant can do (invariant I3). */
export function refusalNotice(notice: RefusalNotice): Draft {
  if (notice.reason === '' || notice.clause === '') throw new Error(`a refusal of ${notice.caseNumber} without its reason or clause`);
  const verb = notice.matter === 'share' ? '共享' : '开放';
  return {
    kind: 'refusal-notice',
    layout: 'letter',
    organ: notice.organ,
    title: `不予${verb}告知书`,
    addressee: notice.applicant,
    body: [
      paragraph(
        `你单位${notice.filedOn}提出的关于使用“${notice.resource}”的申请（${notice.caseNumber}）收悉。经审查，决定不予${verb}。现将有关事项告知如下：`,
      ),
      ...sections(
        ['理由', paragraph(sentence(notice.reason))],
        ['依据', paragraph(sentence(notice.clause))],
        notice.channel === '' ? null : ['正确渠道', paragraph(sentence(notice.channel))],
        ['救济途径', ...remediesOf(notice.matter)],
      ),
    ],
    signatures: [{ side: '', organ: notice.organ, name: '', on: null }],
    copiesTo: notice.copiesTo,
  };
}
