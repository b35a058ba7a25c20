import type { Duty } from '#processes/duty.ts';

/** What the steps of a directional opening fulfil (DOMAIN §4.4). */
export const OPENING_DUTIES = {
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
