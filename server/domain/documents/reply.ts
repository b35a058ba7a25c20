import type { Block, Draft } from './document.ts';
import { facts, paragraph, sections, sentence } from './words.ts';
import { remediesOf } from './remedies.ts';
import type { Matter } from './remedies.ts';

export type Reply = {
  readonly matter: Matter;
  readonly organ: string;
  readonly applicant: string;
  readonly caseNumber: string;
  readonly filedOn: string;
  readonly resource: string;
  readonly outcome: 'agree' | 'partly';
  /** Why not all of it; for a whole consent what the provider wants to add. */
  readonly reason: string;
  readonly clause: string;
  readonly items: readonly string[];
  readonly method: string;
  readonly treatment: string;
  readonly rowFilter: string;
  readonly quota: string;
  readonly period: string;
  /** Working days until the data must flow (政务数据共享条例第22条). */
  readonly provideWithin: number;
  readonly copiesTo: readonly string[];
};

/** 答复书: consent in whole or in part, what exactly may be used, and what follows. */
export function reply(given: Reply): Draft {
  const partly = given.outcome === 'partly';
  const verb = given.matter === 'share' ? '共享' : '开放';
  const result: Block[] = [paragraph(partly ? `部分同意${verb}。同意的范围以本答复第二项为准。` : `同意${verb}。`)];
  if (given.reason !== '') result.push(paragraph(`${partly ? '理由' : '意见'}：${sentence(given.reason)}`));
  if (given.clause !== '') result.push(paragraph(`依据：${sentence(given.clause)}`));
  return {
    kind: 'reply',
    layout: 'letter',
    organ: given.organ,
    title: given.matter === 'share' ? '政务数据共享申请答复书' : '公共数据定向开放申请答复书',
    addressee: given.applicant,
    body: [
      paragraph(
        `你单位${given.filedOn}提出的关于使用“${given.resource}”的申请（${given.caseNumber}）收悉。${BASIS[given.matter]}经审查，现答复如下：`,
      ),
      ...sections(
        ['答复结论', ...result],
        [
          `同意${verb}的内容`,
          {
            kind: 'facts',
            rows: facts(
              ['信息资源', given.resource],
              ['信息项', given.items.join('、')],
              [`${verb}方式`, given.method],
              ['处理方式', given.treatment],
              ['数据范围', given.rowFilter],
              ['调用量上限', given.quota],
              ['授权有效期', given.period],
            ),
          },
        ],
        [
          '后续办理',
          paragraph(
            given.matter === 'share'
              ? `请双方在平台上确认使用约定。数据自本答复作出之日起${given.provideWithin}个工作日内提供（《政务数据共享条例》第二十二条）。`
              : `请在平台上签署数据利用协议；协议签署后开通接口。`,
          ),
          paragraph('数据只限用于申请载明的用途和范围；未经提供单位同意，不得转供第三方；使用目的实现后按要求妥善处置。'),
        ],
        partly ? ['救济途径', ...remediesOf(given.matter)] : null,
      ),
    ],
    signatures: [{ side: '', organ: given.organ, name: '', on: null }],
    copiesTo: given.copiesTo,
  };
}

const BASIS: Readonly<Record<Matter, string>> = {
  share: '依据《政务数据共享条例》第二十条、第二十一条的规定，',
  open: '依据公共数据开放管理的有关规定，',
};
