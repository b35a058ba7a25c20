import type { Duty } from '#processes/duty.ts';
import { CONFIDENTIALITY_DUTIES } from '#processes/confidentiality-review/duties.ts';
import { OPENING_DUTIES } from '#processes/directional-open/duties.ts';

/** What a step fulfils, whatever it is called or wherever it is drawn. The proof and the effects' commands ask for these. */
const DUTIES = {
  'area-officer': {
    label: '县区、园区数据主管审核',
    sentence: '县(区)、园区申请的,先经本级数据主管审核;与提出申请、内部审核的不是同一人',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(四)1',
    review: false,
    reply: false,
  },
  'internal-consent': {
    label: '需求部门内部审核',
    sentence: '申请经需求部门共享工作机构负责人同意;与提出申请的不是同一人',
    source: '政务数据共享条例第20条',
    review: false,
    reply: false,
    apart: ['area-officer'],
  },
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
  acceptance: {
    label: '受理',
    sentence: '受理或者不予受理;不予受理的载明理由和依据',
    source: '政务数据共享条例第21条',
    review: true,
    reply: false,
  },
  'data-verification': {
    label: '疑义数据校核',
    sentence: '提供部门核实、更正疑义数据并反馈',
    source: '政务数据共享条例第26条',
    review: true,
    reply: false,
  },
  'panel-ruling': {
    label: '统筹小组裁定',
    sentence: '校核结果有争议的,由统筹小组裁定',
    source: '拉萨市公共信息资源开放工作实施方案(试行)六(一)',
    review: true,
    reply: false,
  },
  'complaint-finding': {
    label: '投诉处理',
    sentence: '调查投诉并答复处理结果,告知救济途径;被投诉的人员不得处理',
    source: '政务数据共享条例第37条',
    review: true,
    reply: false,
  },
  'collection-decision': {
    label: '新增采集核查',
    sentence: '新增采集与已有目录逐项核对,已有权威来源的不得重复采集;不予采集的载明理由和依据',
    source: '政务数据共享条例第19条',
    review: true,
    reply: false,
  },
  'dispute-decision': {
    label: '共享争议处理',
    sentence: '共享争议协商不成的,由市大数据局协调;仍有争议的,报市政府决定,决定对双方都有约束力',
    source: '政务数据共享条例第28条',
    review: true,
    reply: false,
  },
  'demand-reply': {
    label: '需求答复',
    sentence: '拟提供部门答复能否编目提供,不能的载明理由',
    source: '政务数据共享条例第20条',
    review: true,
    reply: false,
  },
  'demand-supply': {
    label: '编目提供',
    sentence: '同意的,自答复之日起20个工作日内编目并提供',
    source: '政务数据共享条例第22条',
    review: false,
    reply: false,
  },
  'renewal-decision': {
    label: '续期答复',
    sentence: '提供部门对授权续期作出答复',
    source: '政务数据共享条例第25条',
    review: true,
    reply: false,
  },
  rectification: {
    label: '整改',
    sentence: '使用部门按要求限期整改',
    source: '政务数据共享条例第27条',
    review: false,
    reply: false,
  },
  inspection: {
    label: '整改核查',
    sentence: '核查整改,决定恢复、继续整改或者终止',
    source: '政务数据共享条例第27条',
    review: true,
    reply: false,
  },
  disposal: {
    label: '数据处置',
    sentence: '终止使用的,妥善处置数据并出具证明',
    source: '政务数据共享条例第27条',
    review: false,
    reply: false,
  },
  'entry-grade': {
    label: '定级定类',
    sentence: '谁拥有、谁定级:级别和共享、开放类型只能由提供部门数据管理负责人确定,他人只能退回',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(一)4',
    review: false,
    reply: false,
  },
  'source-designation': {
    label: '指定数源部门',
    sentence: '同一信息项由多个部门掌握的,由市大数据局指定数源部门',
    source: '政务数据共享条例第19条',
    review: false,
    reply: false,
  },
  'line-review': {
    label: '逐条审核',
    sentence: '审核人员与编制人员不是同一人,逐条审核准确性、完整性和合规性',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(一)4',
    review: true,
    reply: false,
  },
  'head-signature': {
    label: '目录签发',
    sentence: '目录经部门负责人同意后报送;保密审查已由其审批同一内容的,一次签署两者有效',
    source: '政务数据共享条例第13条',
    review: true,
    reply: false,
  },
  'bureau-review': {
    label: '主管部门目录审核',
    sentence: '市大数据局审核后发布;其自有条目由统筹小组审核',
    source: '政务数据共享条例第16条、第17条',
    review: true,
    reply: false,
  },
  'withdrawal-sign': {
    label: '下架签批',
    sentence: '条目下架须经提供部门分管领导同意',
    source: '政务数据共享条例第17条',
    review: true,
    reply: false,
  },
  'withdrawal-review': {
    label: '下架审核',
    sentence: '条目下架须有理由,经市大数据局审核',
    source: '政务数据共享条例第17条',
    review: true,
    reply: false,
  },
  'data-refresh': {
    label: '更新数据',
    sentence: '超过更新周期的,提供部门更新数据并确认数据截止的日期,或者说明原因和预计日期',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(四)2',
    review: false,
    reply: false,
  },
  'refresh-extension': {
    label: '暂缓更新审核',
    sentence: '暂缓更新经市大数据局同意;与提出暂缓的不是同一人',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(四)2',
    review: false,
    reply: false,
    apart: ['data-refresh'],
  },
  'not-open-evaluation': {
    label: '不予公开复评',
    sentence: '不予公开的内容定期评估,仍不公开的载明理由和条款;情况变化的重新审查',
    source: '政府信息公开条例第18条',
    review: false,
    reply: false,
  },
  ...OPENING_DUTIES,
  ...CONFIDENTIALITY_DUTIES,
} as const satisfies Record<string, Duty>;

export type DutyKey = keyof typeof DUTIES;

export const DUTY_KEYS: readonly DutyKey[] = Object.keys(DUTIES).filter(isDutyKey);

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
