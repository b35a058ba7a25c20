import { errorText } from '#forms/messages.ts';
import type { FieldRefusal } from '#server/domain/refusal.ts';
import type { Language } from './language.ts';

/** What is wrong with a field that is no form answer: the act of deciding, and the fields of requests. */
const zh = {
  opinion_required: '请填写意见:“{{outcome}}”须说明理由',
  basis_required: '请填写依据:“{{outcome}}”须写明依据的条款',
  outcome_not_offered: '这一步没有这个结论,请在所列结论中选择',
  outcome_once: '这个结论只能使用一次,请选择其他结论',
  reason_required: '请填写理由',
  person_unknown: '没有找到这位同事,请从名单中选择',
  person_self: '不能选择本人',
  person_barred: '这位同事须回避本事项,请选择其他人',
  person_without_post: '这位同事不担任承办岗位,请选择同岗位的人',
  person_other_department: '请选择本部门(抄送可选参与部门)的人员',
  person_asked_already: '这位同事已在签署人之中',
  not_a_return_target: '不能退回到这个环节,请从名单中选择',
  no_straight_back: '中间环节的意见须重新征求,请选择“按流程重新办理”',
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
  outcome_once: 'This outcome can be used only once: choose another',
  reason_required: 'Give a reason',
  person_unknown: 'There is no such colleague: choose one of the list',
  person_self: 'You cannot choose yourself',
  person_barred: 'Separation of duties keeps this colleague from the case: choose another',
  person_without_post: 'This colleague does not hold the post that is asked: choose somebody who does',
  person_other_department: 'Choose somebody of the department (for copies: of a department that takes part)',
  person_asked_already: 'This colleague is among the signers already',
  not_a_return_target: 'The case cannot be returned there: choose a step of the list',
  no_straight_back: 'Those between must be asked again: choose to go along the process',
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
