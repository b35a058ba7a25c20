/** What must hold in the recorded, signed decisions before an effect runs. Each effect's command checks it again in the database. */
const PRECONDITIONS = {
  class_not_shared: { zh: '申请的条目属于不予共享类', en: 'The entry applied for is not shared' },
  basis_named: { zh: '不予共享的依据已载明', en: 'The basis for not sharing is named' },
  provider_decision_given: {
    zh: '提供部门已作出同意、部分同意或不同意的答复',
    en: 'The provider has agreed, agreed in part or refused',
  },
  applicant_consented: {
    zh: '需求部门内部审核已同意;县(区)、园区申请的,其数据主管也已同意',
    en: "The applicant's own department has consented, and for a county or zone its data officer has too",
  },
  confidentiality_opinion_given: {
    zh: '同意或部分同意且3级以上的,保密审核已同意',
    en: "At level 3 and above an agreement has the confidentiality reviewer's consent",
  },
  leader_approval_given: { zh: '4级的,分管领导已签批', en: 'At level 4 the leader has signed' },
  refusal_reasoned: { zh: '不同意的,已载明理由和依据', en: 'A refusal states its reason and basis' },
  grant_entitled: {
    zh: '条目属无条件共享类,或提供部门已答复同意、部分同意',
    en: 'The entry is shared unconditionally, or the provider has agreed in whole or in part',
  },
  terms_confirmed: {
    zh: '有条件共享的,双方均已确认使用约定',
    en: 'For a conditional share both sides have confirmed the terms',
  },
  provision_recorded: {
    zh: '有条件共享的,已记录交付和签收',
    en: 'For a conditional share delivery and receipt are recorded',
  },
  extension_consented: { zh: '主管部门已同意延期', en: 'The bureau has consented to the extension' },
  extension_within_maximum: {
    zh: '延期不超过时限表规定的最长天数',
    en: 'The extension stays within the maximum of the time limit',
  },
  clock_open: { zh: '答复时限尚未办结', en: 'The answer clock is not settled yet' },
  answer_decided: { zh: '受理或者答复环节已作出决定,决定人不是提出人', en: 'Acceptance or answer is decided, not by whoever filed' },
  refusal_of_answer_reasoned: { zh: '不予受理、不同意的,已载明理由和依据', en: 'Whoever declines or refuses says why and on what basis' },
  entry_named: { zh: '已指明存疑的信息项', en: 'The doubtful item is named' },
  doubt_opened: { zh: '该信息项已标注存疑', en: 'The item is marked as doubtful' },
  verification_decided: { zh: '不予受理,或者提供部门已答复核实结果', en: 'It was declined, or the provider has verified' },
  grant_active: { zh: '授权使用中', en: 'The grant is in use' },
  grant_suspended: { zh: '授权已暂停', en: 'The grant is suspended' },
  inspection_passed: { zh: '核查同意恢复', en: 'The inspection lets it go on' },
  inspection_failed: { zh: '核查不同意恢复', en: 'The inspection ends it' },
  renewal_agreed: { zh: '提供部门已同意续期', en: 'The provider has agreed to renew' },
  entry_graded: {
    zh: '数据管理负责人已确认级别和共享、开放类型',
    en: 'The data steward has confirmed levels and classes',
  },
  lines_reviewed: {
    zh: '逐条审核已通过,审核人不是编制人',
    en: 'The line-by-line review has passed, by somebody who did not compile',
  },
  confidentiality_released: {
    zh: '保密审查已对同一内容作出可以公开的决定,不予开放的除外',
    en: 'Confidentiality has released exactly this content, unless it is not open',
  },
  head_signed: {
    zh: '分管领导已对同一内容签署',
    en: 'The head has signed exactly this content',
  },
  bureau_passed: {
    zh: '主管部门(自有条目为统筹小组)已审核通过同一内容',
    en: 'The bureau, or the panel for its own entries, has passed exactly this content',
  },
  checks_passed: {
    zh: '自动检查无错误,条目级别为信息项最高级别',
    en: 'The automatic checks find no error, and the level is the highest of the items',
  },
  minor_only: {
    zh: '只更正了联系方式或者个别文字',
    en: 'Nothing but the contact or a few characters has changed',
  },
  entry_rejected: { zh: '审核人已驳回,并载明理由和依据', en: 'A reviewer has rejected it with reason and basis' },
  withdrawal_passed: {
    zh: '分管领导已同意,主管部门已审核通过下架',
    en: 'The head has agreed to the withdrawal and the bureau has passed it',
  },
  applicant_screened: { zh: '已查询信用名单和滥用记录', en: 'Credit lists and records of misuse have been looked up' },
  entry_conditionally_open: { zh: '申请的条目属于有条件开放类', en: 'The entry applied for is open on conditions' },
  release_decision_valid: {
    zh: '该条目的保密审查决定有效,且与现行内容一致',
    en: 'The confidentiality decision of the entry is valid for its present content',
  },
  application_accepted: { zh: '已受理,或者已载明理由不予受理', en: 'The application was accepted, or not accepted for stated reasons' },
  reviews_given: {
    zh: '提供部门、相关部门和保密审查均已给出意见',
    en: 'Provider, related departments and confidentiality reviewer have given their opinions',
  },
  proposal_signed: { zh: '审核结果已由提供部门分管领导签批', en: "The result was signed by the provider's leader" },
  agreement_signed: { zh: '数据利用协议已由三方签署', en: 'The data use agreement was signed by all three' },
  interface_only: { zh: '交付方式限于接口', en: 'Data are delivered through an interface only' },
  interface_registered: { zh: '已登记接口配置', en: 'The configuration of the interface is recorded' },
  credential_issued: { zh: '接口凭证已发放', en: 'The credential of the interface was issued' },
  review_approved: {
    zh: '保密审查已由规定人员依次签署,审批结论为公开、脱敏后公开、部分公开、定向提供或不予公开',
    en: 'The confidentiality review is signed by those who must, and the leader has concluded it',
  },
  review_two_signers: { zh: '4级或重要数据的,已有两名不同的签署人', en: 'Level 4 or important data have two distinct signers' },
  review_procedure_checked: {
    zh: '拟公开的,发布人员已作程序审查,内容与审查时一致',
    en: 'What is to be released has passed the procedural check, and its content is still what was reviewed',
  },
  secret_suspected: { zh: '审查结论为疑似国家秘密', en: 'A reviewer suspects a state secret' },
  refresh_decided: {
    zh: '提供部门已确认数据截止的日期,或者市大数据局已同意暂缓',
    en: 'The provider has confirmed the day of the data, or the bureau has agreed to a postponement',
  },
  reevaluation_decided: {
    zh: '提供部门已评估;仍不公开的,已载明理由和条款',
    en: 'The provider has evaluated, and what stays closed has its reason and clause',
  },
  case_open: { zh: '案件尚未办结', en: 'The case is still open' },
} as const;

export type PreconditionKey = keyof typeof PRECONDITIONS;

const EFFECTS = {
  'case.stop': {
    label: '终止办理',
    sentence: '不予共享的条目:终止办理,告知依据和争议渠道',
    preconditions: ['case_open', 'class_not_shared', 'basis_named'],
  },
  'reply.record': {
    label: '送达答复',
    sentence: '记录并送达提供部门的答复,答复时限办结;同意的,授权转为“已批准”,开通时限开始',
    preconditions: [
      'case_open',
      'applicant_consented',
      'provider_decision_given',
      'confidentiality_opinion_given',
      'leader_approval_given',
      'refusal_reasoned',
    ],
  },
  'grant.activate': {
    label: '授权生效',
    sentence: '授权生效,开始计算有效期和定期复核',
    preconditions: ['case_open', 'grant_entitled', 'terms_confirmed', 'provision_recorded'],
  },
  'clock.extend': {
    label: '顺延时限',
    sentence: '按同意的天数顺延答复时限,并告知需求部门',
    preconditions: ['case_open', 'clock_open', 'extension_consented', 'extension_within_maximum'],
  },
  'answer.record': {
    label: '送达答复',
    sentence: '记录并送达答复,案件办结',
    preconditions: ['case_open', 'answer_decided', 'refusal_of_answer_reasoned'],
  },
  'doubt.open': {
    label: '标注存疑',
    sentence: '信息项在校核期间标注“存疑”',
    preconditions: ['case_open', 'entry_named'],
  },
  'doubt.settle': {
    label: '解除存疑',
    sentence: '解除“存疑”标注,告知提出部门;确认有错误的,告知该资源的所有使用部门,案件办结',
    preconditions: ['case_open', 'doubt_opened', 'verification_decided'],
  },
  'grant.suspend': {
    label: '暂停授权',
    sentence: '授权立即暂停',
    preconditions: ['case_open', 'grant_active'],
  },
  'grant.restore': {
    label: '恢复授权',
    sentence: '授权恢复使用,案件办结',
    preconditions: ['case_open', 'grant_suspended', 'inspection_passed'],
  },
  'grant.terminate': {
    label: '终止授权',
    sentence: '授权终止,使用部门须处置数据',
    preconditions: ['case_open', 'grant_suspended', 'inspection_failed'],
  },
  'grant.renew': {
    label: '授权续期',
    sentence: '授权有效期顺延到同意的日期,案件办结',
    preconditions: ['case_open', 'grant_active', 'renewal_agreed'],
  },
  'entry.publish': {
    label: '发布条目',
    sentence: '写入新版本,更新总目录及共享、开放目录,告知使用部门',
    preconditions: [
      'case_open',
      'checks_passed',
      'entry_graded',
      'lines_reviewed',
      'confidentiality_released',
      'head_signed',
      'bureau_passed',
      'minor_only',
    ],
  },
  'entry.reject': {
    label: '驳回条目',
    sentence: '记录驳回的理由和依据,终止办理',
    preconditions: ['case_open', 'entry_rejected'],
  },
  'entry.withdraw': {
    label: '下架条目',
    sentence: '条目下架,告知使用部门;正在使用的继续提供六个月',
    preconditions: ['case_open', 'withdrawal_passed'],
  },
  'application.screen': {
    label: '资格初筛',
    sentence: '查询信用名单、滥用记录、条目开放类型和保密审查决定,结果供受理时核对',
    preconditions: ['case_open'],
  },
  'opening.reply': {
    label: '送达审核结果',
    sentence: '记录并送达不予受理通知或审核结果;同意的,生成授权和待签署的数据利用协议',
    preconditions: [
      'case_open',
      'application_accepted',
      'applicant_screened',
      'entry_conditionally_open',
      'release_decision_valid',
      'reviews_given',
      'proposal_signed',
      'refusal_reasoned',
      'interface_only',
    ],
  },
  'interface.issue': {
    label: '发放接口凭证',
    sentence: '授权生效并发放接口凭证;密钥由申请主体领取,只显示一次',
    preconditions: ['case_open', 'proposal_signed', 'release_decision_valid', 'agreement_signed', 'interface_registered', 'interface_only'],
  },
  'grant.publish': {
    label: '公示授权信息',
    sentence: '公示谁、为何使用哪些数据,案件办结',
    preconditions: ['case_open', 'credential_issued'],
  },
  'review.record': {
    label: '登记审查决定',
    sentence: '登记保密审查决定,绑定所审内容的摘要值;内容一有变化即失效',
    preconditions: ['case_open', 'review_approved', 'review_two_signers', 'review_procedure_checked'],
  },
  'entry.refresh': {
    label: '登记数据更新',
    sentence: '登记数据截止的日期;暂缓的,登记预计更新的日期,案件办结',
    preconditions: ['case_open', 'refresh_decided'],
  },
  'review.reevaluate': {
    label: '登记复评结果',
    sentence: '登记复评结果和下次评估的日期,案件办结',
    preconditions: ['case_open', 'reevaluation_decided'],
  },
  'content.quarantine': {
    label: '隔离内容',
    sentence: '确认疑似涉密内容已从各处清除,案件以“已隔离”终止',
    preconditions: ['case_open', 'secret_suspected'],
  },
} as const satisfies Record<string, { label: string; sentence: string; preconditions: readonly PreconditionKey[] }>;

/** An effect is also the job type of its service task. */
export type EffectKey = keyof typeof EFFECTS;
export type Effect = { key: EffectKey; label: string; sentence: string; preconditions: readonly PreconditionKey[] };

export const EFFECT_KEYS: readonly EffectKey[] = [
  'case.stop',
  'reply.record',
  'grant.activate',
  'clock.extend',
  'answer.record',
  'doubt.open',
  'doubt.settle',
  'grant.suspend',
  'grant.restore',
  'grant.terminate',
  'grant.renew',
  'entry.publish',
  'entry.reject',
  'entry.withdraw',
  'application.screen',
  'opening.reply',
  'interface.issue',
  'grant.publish',
  'review.record',
  'entry.refresh',
  'review.reevaluate',
  'content.quarantine',
];

export function effectOf(key: EffectKey): Effect {
  return { key, ...EFFECTS[key] };
}

export function isEffectKey(key: string): key is EffectKey {
  return Object.hasOwn(EFFECTS, key);
}

export function preconditionSentence(key: PreconditionKey, language: 'zh' | 'en'): string {
  return PRECONDITIONS[key][language];
}
