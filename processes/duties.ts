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
  'acceptance',
  'data-verification',
  'panel-ruling',
  'complaint-finding',
  'demand-reply',
  'demand-supply',
  'renewal-decision',
  'rectification',
  'inspection',
  'disposal',
];

export function dutyOf(key: DutyKey): Duty {
  return DUTIES[key];
}

export function isDutyKey(key: string): key is DutyKey {
  return Object.hasOwn(DUTIES, key);
}
