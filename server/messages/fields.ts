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
  extension_not_days: '延期天数应为 1 以上的整数',
  extension_too_long: '最多还可延长 {{left}} 个工作日',
  not_a_calendar_day: '请填写 2000 至 2099 年间的日期,例如 2026-08-20',
  no_exception: '这一天按周次本来如此,无须调整',
  day_name_required: '请填写名称,例如:雪顿节',
  day_source_required: '请填写依据,例如放假通知的名称和日期',
  unknown_role: '没有这个岗位,请在所列岗位中选择',
  not_of_the_department: '请选择本部门的在岗人员',
  already_appointed: '这段时间内已任此岗位,无须重复任命',
  back_dated: '不能倒签日期,请填写今天或以后的日期',
  ends_before_it_begins: '结束日期不能早于开始日期',
  ends_anyway: '任期本来就在这一天之前届满,请填写更早的日期',
  incompatible_sod_5: '与已任岗位不相容:流程管理员、流程发布人不得兼任审批岗位,两者也不得兼任。请另选人员,或先终止原岗位',
  incompatible_sod_6: '与已任岗位不相容:平台运维岗不得兼任审批岗位。请另选人员,或先终止原岗位',
  incompatible_sod_7: '与已任岗位不相容:审计员不得兼任其他岗位。请另选人员,或先终止原岗位',
  incompatible_plan_32: '与已任岗位不相容:目录编制与目录审核须由不同人员担任。请另选人员,或先终止原岗位',
  deputy_of_oneself: '代理人不能是本人,请另选人员',
  deputy_too_long: '代理最长 {{days}} 天;更长的请改为任命',
  deputy_chain: '代理不得转委托:同一时间内代理人自己不能请人代理,被代理人也不能代理他人。请另选人员或调整日期',
  deputy_already: '这段时间内已有代理人,请先结束原代理或调整日期',
  successor_required: '请选择本部门的在岗人员接手,不能是离职人员本人',
  phrase_required: '请填写常用语',
  import_empty: '请粘贴或上传日历内容',
  import_not_read: '内容无法识别,请按模板填写 CSV 或 JSON',
  import_too_many: '一次最多导入 {{max}} 天,请分次导入',
  import_columns: '应有日期、安排、名称、依据四列',
  import_kind: '安排应填“放假”或“上班”',
  import_twice: '这一天在前面第 {{line}} 行已出现',
  not_a_mail_address: '请填写有效的电子邮箱,例如 name@lasa.gov.cn',
  not_an_office_hour: '请选择办公时间内的整点',
  password_wrong: '密码不正确,请重新输入',
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
  extension_not_days: 'must be a whole number of days, 1 or more',
  extension_too_long: 'at most {{left}} more working days are possible',
  not_a_calendar_day: 'Give a date between 2000 and 2099, such as 2026-08-20',
  no_exception: 'This is what the weekday says anyway: nothing to change',
  day_name_required: 'Give it a name, such as Shoton',
  day_source_required: 'Name the source, such as the notice and its date',
  unknown_role: 'There is no such role: choose one of those listed',
  not_of_the_department: 'Choose somebody who works in this department',
  already_appointed: 'They hold this role in this time already',
  back_dated: 'Nothing is back-dated: give today or a later day',
  ends_before_it_begins: 'The end cannot come before the beginning',
  ends_anyway: 'It ends before that day anyway: give an earlier one',
  incompatible_sod_5:
    'Cannot be held together: flow administrators and publishers hold no approving role, nor the role of the other. Choose someone else, or end that role first',
  incompatible_sod_6: 'Cannot be held together: platform operators hold no approving role. Choose someone else, or end that role first',
  incompatible_sod_7: 'Cannot be held together: auditors hold no other role. Choose someone else, or end that role first',
  incompatible_plan_32:
    'Cannot be held together: catalogues are compiled and reviewed by different people. Choose someone else, or end that role first',
  deputy_of_oneself: 'Nobody is their own deputy: choose someone else',
  deputy_too_long: 'At most {{days}} days; for longer, appoint',
  deputy_chain:
    'No deputy of a deputy: in this time the deputy can have none, and the person cannot be one. Choose someone else or other days',
  deputy_already: 'There is a deputy in this time already: end that record first, or choose other days',
  successor_required: 'Choose a successor who works in this department and is not the leaver',
  phrase_required: 'Write the phrase',
  import_empty: 'Paste or upload the days',
  import_not_read: 'This cannot be read: write CSV or JSON as in the template',
  import_too_many: 'At most {{max}} days at once: import in parts',
  import_columns: 'Four columns are needed: day, kind, name, source',
  import_kind: 'The kind is 放假 (off) or 上班 (worked)',
  import_twice: 'This day stands in line {{line}} already',
  not_a_mail_address: 'Give a valid mail address, such as name@lasa.gov.cn',
  not_an_office_hour: 'Choose one of the office hours offered',
  password_wrong: 'The password is wrong: enter it again',
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
