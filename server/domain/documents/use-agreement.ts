import type { Draft } from './document.ts';
import type { Matter } from './remedies.ts';
import { articles, facts, paragraph, sections, sentence } from './words.ts';

export type Party = { readonly organ: string; readonly name: string; readonly on: string | null };

export type UseAgreement = {
  readonly matter: Matter;
  readonly caseNumber: string;
  readonly provider: Party;
  readonly user: Party;
  /** The bureau, where it signs as the third (directional opening). */
  readonly platform: Party | null;
  readonly resource: string;
  readonly items: readonly string[];
  readonly method: string;
  readonly treatment: string;
  readonly rowFilter: string;
  readonly quota: string;
  readonly period: string;
  readonly purpose: string;
  readonly system: string;
  readonly responsiblePerson: string;
  /** How long data may be kept, and what else was laid down with the consent; '' where nothing was. */
  readonly retention: string;
  readonly conditions: string;
};

/** 数据利用协议, between departments 政务数据共享使用协议: what may be used, for what, and the duties of each side. */
export function useAgreement(agreement: UseAgreement): Draft {
  const { matter, provider, user, platform } = agreement;
  return {
    kind: 'use-agreement',
    layout: 'form',
    organ: provider.organ,
    title: matter === 'share' ? '政务数据共享使用协议' : '数据利用协议',
    addressee: null,
    body: [
      {
        kind: 'facts',
        rows: facts(
          ['申请编号', agreement.caseNumber],
          ['甲方（提供方）', provider.organ],
          ['乙方（使用方）', user.organ],
          ['丙方（平台）', platform?.organ ?? ''],
        ),
      },
      paragraph(
        matter === 'share'
          ? '依据《政务数据共享条例》和甲方的答复，双方约定如下：'
          : '依据数据开放管理的有关规定和甲方的答复，各方在平等、自愿的基础上约定如下：',
      ),
      ...sections(
        [
          '数据和用途',
          {
            kind: 'facts',
            rows: facts(
              ['信息资源', agreement.resource],
              ['信息项', agreement.items.join('、')],
              ['提供方式', agreement.method],
              ['处理方式', agreement.treatment],
              ['数据范围', agreement.rowFilter],
              ['调用量上限', agreement.quota],
              ['使用期限', agreement.period],
              ['使用用途', agreement.purpose],
              ['使用系统', agreement.system],
              ['使用责任人', agreement.responsiblePerson],
              ['留存时间上限', agreement.retention],
              ['附加条件', agreement.conditions],
            ),
          },
        ],
        ['各方的权利和义务', ...articles([...ARTICLES[matter], ...COMMON].map(sentence))],
      ),
    ],
    signatures: [{ side: '甲方', ...provider }, { side: '乙方', ...user }, ...(platform === null ? [] : [{ side: '丙方', ...platform }])],
    copiesTo: [],
  };
}

const ARTICLES: Readonly<Record<Matter, readonly string[]>> = {
  share: [
    '甲方按约定的方式和时限提供数据，负责数据的准确、完整和及时更新；无正当理由不得擅自停止提供',
    '乙方只在履行法定职责所需的用途和范围内使用数据，按照“谁使用、谁管理”的原则承担安全责任',
    '未经甲方同意，乙方不得扩大使用范围，不得转供第三方；防范数据汇聚、关联产生的风险',
  ],
  open: [
    '甲方经丙方的平台以接口方式提供数据；丙方核发接口密钥，按约定的额度和地址控制调用',
    '乙方只在约定的用途内利用数据，利用成果注明数据来源；不得转让、出租接口密钥，不得将数据转供第三方',
    '乙方不得试图识别特定自然人，不得将数据与其他数据关联以恢复其身份',
    '乙方每六个月和协议期满时提交利用报告，说明利用情况、成果和效益；接受甲方、丙方的检查和审计',
  ],
};

const COMMON = [
  '乙方落实访问控制、日志审计等安全措施，数据仅存放在约定的系统内，留存使用、存储、销毁记录不少于三年',
  '乙方发现数据有疑义或者错误的，及时反馈甲方校核；发生数据安全事件的，立即采取措施并报告甲方和拉萨市大数据局',
  '乙方违反约定的，甲方有权暂停提供并要求限期整改；整改不合格的终止授权，依法追究责任',
  '使用期满、目的实现或者授权终止后，乙方停止使用，按甲方要求在十个工作日内妥善处置数据并提交处置证明',
];
