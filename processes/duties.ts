/**
 * `review`: who signs it signs no other review of the same case (SoD 2, 9). `reply`: it is part of an answer to somebody
 * outside, who does not see it before the answer is recorded.
 */
type Duty = { label: string; sentence: string; source: string; review: boolean; reply: boolean };

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
];

export function dutyOf(key: DutyKey): Duty {
  return DUTIES[key];
}

export function isDutyKey(key: string): key is DutyKey {
  return Object.hasOwn(DUTIES, key);
}
