import { errorText } from '#forms/messages.ts';
import type { FieldRefusal } from '#server/domain/refusal.ts';
import type { Language } from './language.ts';

/** What is wrong with a field that is no form answer: the act of deciding, and the fields of requests. */
const zh = {
  opinion_required: '请填写意见:“{{outcome}}”须说明理由',
  basis_required: '请填写依据:“{{outcome}}”须写明依据的条款',
  outcome_not_offered: '这一步没有这个结论,请在所列结论中选择',
  nobody_to_consult: '审查单没有写明须征求意见的机关或权利人:请选其他结论,或者退回补填',
  consult_first: '审查单写明须征求意见:请先选“征求意见”',
  item_not_reviewed: '请逐项审查:还没有审查“{{item}}”',
  item_twice: '这个信息项审查了两次,请删去一次',
  refer_is_no_opinion: '有不能确定的信息项:请选“报上级或保密行政管理部门”',
  sensitive_needs_mask: '2级以上、个人信息、商业秘密不得原样向社会公开:请选脱敏、不予公开,或者改为定向提供',
  mask_rule_needed: '请写明脱敏方式',
  conclusion_does_not_fit: '结论与逐项意见不符:按逐项意见应为“{{conclusion}}”。只能更严;认为应放宽的,请退回',
  reviewed_content_changed: '审查之后信息项、级别或脱敏规则有变化:请退回重新审查',
  masked_sample_needed: '须脱敏后公开,但没有脱敏样例或者没有核对:请退回补充',
  outcome_once: '这个结论只能使用一次,请选择其他结论',
  reason_required: '请填写理由',
  extension_not_days: '延期天数应为 1 以上的整数',
  extension_too_long: '最多还可延长 {{left}} 个工作日',
  not_a_calendar_day: '请填写 2000 至 2099 年间的日期,例如 2026-08-20',
  no_exception: '这一天按周次本来如此,无须调整',
  day_name_required: '请填写名称,例如:雪顿节',
  day_source_required: '请填写依据,例如放假通知的名称和日期',
  request_missing: '缺少这一项',
  request_unknown: '没有这一项,请删除',
  request_type: '类型不对,应为{{expected}}',
  request_value: '值不对',
  request_too_long: '过长,最多 {{max}}',
  request_too_short: '过短,至少 {{min}}',
} as const;

const en: Record<keyof typeof zh, string> = {
  opinion_required: 'Give a reason: the outcome "{{outcome}}" needs one',
  basis_required: 'Name the clause: the outcome "{{outcome}}" needs one',
  outcome_not_offered: 'This step has no such outcome: choose one of those offered',
  nobody_to_consult: 'The sheet names nobody to consult: choose another outcome, or return it to be completed',
  consult_first: 'The sheet names somebody to consult: choose to consult first',
  item_not_reviewed: 'Review every item: “{{item}}” is missing',
  item_twice: 'This item is reviewed twice: remove one',
  refer_is_no_opinion: 'Some item is undecided: refer it upward',
  sensitive_needs_mask: 'Level 2 and above, personal data and trade secrets never go out raw to everybody: mask, withhold, or direct',
  mask_rule_needed: 'Say how it is to be masked',
  conclusion_does_not_fit: 'The verdicts on the items lead to “{{conclusion}}”: be stricter, or return it',
  reviewed_content_changed: 'Items, levels or masks have changed since the review: return it',
  masked_sample_needed: 'Something is to be opened masked, but no sample is there or checked: return it',
  outcome_once: 'This outcome can be used only once: choose another',
  reason_required: 'Give a reason',
  extension_not_days: 'must be a whole number of days, 1 or more',
  extension_too_long: 'at most {{left}} more working days are possible',
  not_a_calendar_day: 'Give a date between 2000 and 2099, such as 2026-08-20',
  no_exception: 'This is what the weekday says anyway: nothing to change',
  day_name_required: 'Give it a name, such as Shoton',
  day_source_required: 'Name the source, such as the notice and its date',
  request_missing: 'is missing',
  request_unknown: 'is not known here: leave it out',
  request_type: 'has the wrong type, expected {{expected}}',
  request_value: 'has a value that is not allowed',
  request_too_long: 'is too long, at most {{max}}',
  request_too_short: 'is too short, at least {{min}}',
};

/** The text of one refused field: of the act, of the request, or of the form. */
export function fieldText(refused: FieldRefusal, language: Language): string {
  const texts: Readonly<Record<string, string>> = language === 'en' ? en : zh;
  const params = refused.params ?? {};
  const own = Object.hasOwn(texts, refused.code) ? texts[refused.code] : undefined;
  if (own === undefined) return errorText({ code: refused.code, params: { ...params } }, language);
  return own.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
