/**
 * `review`: who signs it signs no other review of the same case (SoD 2, 9). `reply`: it is part of an answer to somebody
 * outside, who does not see it before the answer is recorded. `apart`: duties whose signers do not sign this one, though
 * they may review something else of the case.
 */
type Duty = { label: string; sentence: string; source: string; review: boolean; reply: boolean; apart?: readonly string[] };

/** What a step fulfils, whatever it is called or wherever it is drawn. The proof and the effects' commands ask for these. */
const DUTIES = {
  'provider-decision': {
    label: '提供部门答复',
    sentence: '提供部门数据管理负责人对共享申请作出答复;需求与提供为同一部门的,由市大数据局负责人代为答复',
    source: '政务数据共享条例第20条、第21条',
    review: true,
    reply: true,
  },
  'confidentiality-opinion': {
    label: '保密审核意见',
    sentence: '申请的信息项最高为3级以上或含敏感个人信息的,经保密审查人员审核同意后方可答复同意',
    source: '拉萨市公共信息资源开放工作实施方案(试行)二(五)',
    review: true,
    reply: true,
  },
  'leader-approval': {
    label: '分管领导签批',
    sentence: '申请的信息项最高为4级的,经提供部门分管领导签批后方可答复;由市大数据局负责人代为答复的,其答复即为签批',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(六)',
    review: true,
    reply: true,
  },
  'extension-consent': {
    label: '延期审核',
    sentence: '提供部门延长答复期限的,经市大数据局同意并告知需求部门',
    source: '政务数据共享条例第21条',
    review: false,
    reply: false,
  },
  'terms-applicant': {
    label: '需求部门确认约定',
    sentence: '需求部门确认使用约定后方可生效',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(一)2',
    review: false,
    reply: false,
  },
  'terms-provider': {
    label: '提供部门确认约定',
    sentence: '提供部门确认使用约定后方可生效',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(一)2',
    review: false,
    reply: false,
  },
  provision: {
    label: '提供与交付',
    sentence: '同意共享的,自答复之日起20个工作日内提供,并记录交付凭据',
    source: '政务数据共享条例第22条',
    review: false,
    reply: false,
  },
  'open-acceptance': {
    label: '受理审查',
    sentence: '定向开放申请由市大数据局开放管理岗在初筛后受理、一次性要求补正,或者载明理由和正确渠道不予受理',
    source: '西安市公共数据管理办法第43条',
    review: false,
    reply: false,
  },
  'open-provider-review': {
    label: '提供部门审核',
    sentence: '提供部门审核申请主体资质、使用范围和信息项',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)1',
    review: true,
    reply: true,
  },
  'open-related-review': {
    label: '相关部门审核',
    sentence: '申请主体的主管部门和安全监管岗审核资质与安全能力,均须签署意见',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)1',
    review: true,
    reply: true,
  },
  'open-release-check': {
    label: '汇聚与开放核查',
    sentence: '提供部门保密审查员核查申请是否在已有保密审查决定的范围内,与已持授权汇聚是否产生新的风险',
    source: '拉萨市公共信息资源开放工作实施方案(试行)二(五)',
    review: true,
    reply: true,
  },
  'open-convening': {
    label: '召集会商',
    sentence: '各方审核意见不一致的,由市大数据局负责人召集会商并记录结论',
    source: '拉萨市公共信息资源开放工作实施方案(试行)六(一)',
    review: true,
    reply: true,
  },
  'open-proposal': {
    label: '审核结果',
    sentence: '提供部门数据管理负责人拟定同意、部分同意或者不同意的审核结果',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)1',
    review: true,
    reply: true,
  },
  'open-approval': {
    label: '审核结果签批',
    sentence: '审核结果经提供部门分管领导签批后送达',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)1',
    review: true,
    reply: true,
  },
  'open-agreement-applicant': {
    label: '申请主体签署协议',
    sentence: '申请主体签署数据利用协议后方可开通',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)2',
    review: false,
    reply: false,
  },
  'open-agreement-provider': {
    label: '提供部门签署协议',
    sentence: '提供部门签署数据利用协议后方可开通',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)2',
    review: false,
    reply: false,
  },
  'open-agreement-bureau': {
    label: '市大数据局签署协议',
    sentence: '市大数据局签署数据利用协议后方可开通',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)2',
    review: false,
    reply: false,
  },
  'interface-issue': {
    label: '接口配置登记',
    sentence: '平台运维岗登记接口地址、来源地址白名单和频率上限',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(五)1',
    review: false,
    reply: false,
  },
  'confidentiality-sheet': {
    label: '保密审查单',
    sentence: '承办人如实填写保密审查单,逐项回答八个问题',
    source: '保守国家秘密法(2024)第35条',
    review: false,
    reply: false,
  },
  'confidentiality-unit-head': {
    label: '保密初步审查',
    sentence: '处室负责人对承办人的审查单提出意见;与承办人不是同一人',
    source: '政府信息公开条例第17条',
    review: false,
    reply: false,
    apart: ['confidentiality-sheet'],
  },
  'confidentiality-special': {
    label: '保密专业审查',
    sentence: '保密审查人员逐项提出公开、脱敏、不予公开或报审的意见并载明依据;与承办人、处室负责人不是同一人',
    source: '保守国家秘密法实施条例(2024)第42条',
    review: true,
    reply: false,
    apart: ['confidentiality-sheet', 'confidentiality-unit-head'],
  },
  'confidentiality-coauthor': {
    label: '共同形成机关意见',
    sentence: '共同形成的,征求其他机关意见,15个工作日未答复视为同意公开;其他机关尚未公开的信息,须其书面同意',
    source: '政府信息公开条例第11条、第34条',
    review: false,
    reply: false,
  },
  'confidentiality-holder': {
    label: '权利人意见',
    sentence: '涉及商业秘密、个人隐私的,书面征求权利人意见;15个工作日未答复的,由本机关依法决定',
    source: '政府信息公开条例第32条',
    review: false,
    reply: false,
  },
  'confidentiality-referral-report': {
    label: '书面报请审定',
    sentence: '不能确定是否属于国家秘密的,10个工作日内报请审定,其间按拟定的最高密级保护',
    source: '保守国家秘密法实施条例(2024)第25条、第26条',
    review: false,
    reply: false,
    apart: ['confidentiality-sheet', 'confidentiality-unit-head'],
  },
  'confidentiality-referral': {
    label: '审定密与非密',
    sentence: '保密行政管理部门10个工作日内作出决定',
    source: '保守国家秘密法实施条例(2024)第25条',
    review: false,
    reply: false,
    apart: ['confidentiality-sheet', 'confidentiality-unit-head', 'confidentiality-special'],
  },
  'confidentiality-approval': {
    label: '保密复核审查',
    sentence: '分管领导审批审查意见;变更意见的载明理由',
    source: '政府信息公开条例第17条',
    review: true,
    reply: false,
    apart: ['confidentiality-sheet', 'confidentiality-unit-head', 'confidentiality-special'],
  },
  'confidentiality-second-signature': {
    label: '保密审查第二签署',
    sentence: '4级或重要数据的,由市级保密审查人员另行签署,两名签署人不是同一人',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(六)1',
    review: true,
    reply: false,
    apart: ['confidentiality-sheet', 'confidentiality-unit-head', 'confidentiality-special', 'confidentiality-approval'],
  },
  'confidentiality-procedure': {
    label: '保密程序审查',
    sentence: '发布前核对内容与审查时一致、脱敏样例已附、公开方式正确',
    source: '政府信息公开条例第17条',
    review: false,
    reply: false,
    apart: [
      'confidentiality-sheet',
      'confidentiality-unit-head',
      'confidentiality-special',
      'confidentiality-approval',
      'confidentiality-second-signature',
    ],
  },
} as const satisfies Record<string, Duty>;

export type DutyKey = keyof typeof DUTIES;

export const DUTY_KEYS: readonly DutyKey[] = [
  'provider-decision',
  'confidentiality-opinion',
  'leader-approval',
  'extension-consent',
  'terms-applicant',
  'terms-provider',
  'provision',
  'open-acceptance',
  'open-provider-review',
  'open-related-review',
  'open-release-check',
  'open-convening',
  'open-proposal',
  'open-approval',
  'open-agreement-applicant',
  'open-agreement-provider',
  'open-agreement-bureau',
  'interface-issue',
  'confidentiality-sheet',
  'confidentiality-unit-head',
  'confidentiality-special',
  'confidentiality-coauthor',
  'confidentiality-holder',
  'confidentiality-referral-report',
  'confidentiality-referral',
  'confidentiality-approval',
  'confidentiality-second-signature',
  'confidentiality-procedure',
];

export function dutyOf(key: DutyKey): Duty {
  return DUTIES[key];
}

/** The duties whose signers do not sign this one. */
export function keptApart(key: DutyKey): DutyKey[] {
  return (dutyOf(key).apart ?? []).filter(isDutyKey);
}

export function isDutyKey(key: string): key is DutyKey {
  return Object.hasOwn(DUTIES, key);
}
