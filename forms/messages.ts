import type { FieldError } from './answers.ts';

export type Language = 'zh-CN' | 'en';

/**
 * The texts of every refused answer, by code. {{name}} stands for a parameter; `label` is the field's name.
 * They say what to do, not what is wrong.
 */
const zh = {
  required_fill: '请填写{{label}}',
  required_choose: '请选择{{label}}',
  required_upload: '请上传{{label}}',
  required_tick: '请阅读并勾选{{label}}',
  too_long: '{{label}}最多{{max}}字,现有{{length}}字,请删减',
  too_short: '{{label}}至少{{min}}字,现有{{length}}字,请补充',
  not_text: '{{label}}应为文字,请重新填写',
  not_a_number: '{{label}}应为数字,请只填数字',
  not_whole: '{{label}}应为整数,请去掉小数',
  too_many_decimals: '{{label}}最多保留{{digits}}位小数',
  too_small: '{{label}}不得小于{{min}},请重新填写',
  too_large: '{{label}}不得大于{{max}},请重新填写',
  not_a_date: '请填写正确的{{label}},例如 2026-11-23',
  before_today: '{{label}}不得早于今天,请重新选择',
  after_today: '{{label}}不得晚于今天,请重新选择',
  date_too_early: '{{label}}不得早于{{earliest}},请重新选择',
  date_too_late: '{{label}}不得晚于{{latest}},请重新选择',
  not_yes_or_no: '请勾选或取消勾选{{label}}',
  not_an_option: '请在所列选项中选择{{label}}',
  not_a_list: '{{label}}的格式不正确,请重新填写',
  not_a_row: '{{label}}的格式不正确,请重新填写',
  chosen_twice: '{{label}}有重复项,请去掉重复的',
  too_many_choices: '{{label}}最多选{{max}}项,请减少',
  too_few_choices: '{{label}}至少选{{min}}项,请补选',
  too_many_rows: '{{label}}最多填{{max}}条,请合并或删减',
  too_few_rows: '{{label}}至少填{{min}}条,请补充',
  too_many_files: '{{label}}最多上传{{max}}个文件,请删除多余的',
  unknown_file: '{{label}}中有找不到的文件,请重新上传',
  file_empty: '文件是空的,请重新选择',
  file_type_not_allowed: '不支持这种文件,或者文件内容与扩展名不符,请另选文件',
  too_many_loose_files: '未使用的附件太多,请先提交已填写的申请',
  email: '请填写正确的{{label}},例如 name@example.gov.cn',
  pattern: '{{label}}的格式不正确,请按说明重新填写',
  unknown_field: '表单中没有“{{key}}”这一项,请刷新页面后重新填写',
  not_editable: '此步骤不能修改{{label}}',
  not_answers: '提交的内容格式不正确,请刷新页面后重新填写',
  phone: '请填写正确的{{label}}:手机号码,或者带区号的座机号码,例如 0891-6320000',
  valid_to_after_from: '使用时限止应晚于使用时限起,请重新选择',
  valid_at_most_three_years: '使用期限最长三年,请缩短使用时限;到期可以申请续期',
  doubt_is_no_consent: '有疑问的不能同意:请选“退回修改”并写明理由',
  incomplete_is_no_pass: '材料不齐或者提供部门不对的不能通过:请选“退回修改”并列出修改清单',
  held_here_is_no_consent: '本级已经掌握的不能同意:请选“退回修改”并写明到哪里取用',
  too_wide_is_no_consent: '应缩小范围的不能同意:请选“退回修改”并写明缩小到哪些',
  agree_is_all: '“同意”须包括申请的全部信息项;只同意其中一部分的,请选“部分同意”',
  partly_is_less: '“部分同意”应少于所申请的:请减少信息项、用量或者期限,改用披露较少的方式,或者限定范围、脱敏;全部同意的,请选“同意”',
  granted_after_start: '授权有效期至应晚于申请的使用时限起,请重新选择',
  granted_within_asked: '授权有效期至不得晚于申请的使用时限止,请重新选择',
  quota_within_asked: '调用量上限不得大于申请的用量,请重新填写',
  answer_each_request: '请逐项回复:补正要求的每一项都要有回复',
  secret_never_here: '本系统为非涉密系统,涉及国家秘密的不得在此提交:请停止填写,改由涉密渠道办理',
  untrue_is_no_pass: '填写不实或不完整的不能通过:请选“退回修改”并列出修改清单',
  unread_is_no_approval: '请先阅读各级意见再审批',
  disagreement_is_no_signature: '不同意逐项意见的不能签署:请选“退回修改”并写明理由',
  unfit_is_no_pass: '有一项不符的不能通过:请选“退回修改”并列出修改清单',
  delivered_after_reply: '交付时间不得早于答复之日,请重新填写',
} as const;

const en: Record<keyof typeof zh, string> = {
  required_fill: 'Fill in {{label}}',
  required_choose: 'Choose {{label}}',
  required_upload: 'Upload {{label}}',
  required_tick: 'Read and tick {{label}}',
  too_long: '{{label}} may have {{max}} characters at most and now has {{length}}: shorten it',
  too_short: '{{label}} needs {{min}} characters at least and now has {{length}}: add to it',
  not_text: '{{label}} must be text: fill it in again',
  not_a_number: '{{label}} must be a number: use digits only',
  not_whole: '{{label}} must be a whole number: leave out the decimals',
  too_many_decimals: '{{label}} may have {{digits}} decimals at most',
  too_small: '{{label}} must be {{min}} or more',
  too_large: '{{label}} must be {{max}} or less',
  not_a_date: 'Fill in {{label}} as a date, such as 2026-11-23',
  before_today: '{{label}} must not be before today: choose again',
  after_today: '{{label}} must not be after today: choose again',
  date_too_early: '{{label}} must not be before {{earliest}}: choose again',
  date_too_late: '{{label}} must not be after {{latest}}: choose again',
  not_yes_or_no: 'Tick {{label}} or leave it unticked',
  not_an_option: 'Choose {{label}} from the list',
  not_a_list: '{{label}} is not in the right form: fill it in again',
  not_a_row: '{{label}} is not in the right form: fill it in again',
  chosen_twice: '{{label}} names something twice: take one out',
  too_many_choices: 'Choose {{max}} at most for {{label}}',
  too_few_choices: 'Choose {{min}} at least for {{label}}',
  too_many_rows: '{{label}} may have {{max}} entries at most: merge or remove some',
  too_few_rows: '{{label}} needs {{min}} entries at least: add some',
  too_many_files: '{{label}} takes {{max}} files at most: remove some',
  unknown_file: '{{label}} names a file that cannot be found: upload it again',
  file_empty: 'The file is empty: choose another',
  file_type_not_allowed: 'This kind of file is not accepted, or its content does not match its name: choose another',
  too_many_loose_files: 'Too many files wait to be used: hand in what you have begun',
  email: 'Fill in {{label}} as an address, such as name@example.gov.cn',
  pattern: '{{label}} is not in the right form: follow the hint',
  unknown_field: 'The form has no “{{key}}”: reload the page and fill it in again',
  not_editable: '{{label}} cannot be changed in this step',
  not_answers: 'The answers are not in the right form: reload the page and fill it in again',
  phone: 'Fill in {{label}} as a mobile number, or a landline with its area code, such as 0891-6320000',
  valid_to_after_from: 'The end of use must be after its start: choose again',
  valid_at_most_three_years: 'Use may be granted for three years at most: shorten the period; it can be renewed',
  doubt_is_no_consent: 'What is doubtful cannot be agreed to: return it and say why',
  incomplete_is_no_pass: 'What is incomplete or wrongly addressed cannot pass: return it with a list of corrections',
  held_here_is_no_consent: 'What is held here already is not applied for: return it and say where to get it',
  too_wide_is_no_consent: 'What should be narrowed cannot be agreed to: return it and say to what',
  agree_is_all: 'To agree is to agree to every item applied for: choose “partly” to leave some out',
  partly_is_less:
    'To agree in part is to give less than was applied for: fewer items, less quantity or time, a way that discloses less, a limited range or masking; otherwise choose “agree”',
  granted_after_start: 'The grant must end after the start of use that was applied for: choose again',
  granted_within_asked: 'The grant must not end after the end of use that was applied for: choose again',
  quota_within_asked: 'The quantity must not exceed what was applied for: fill it in again',
  answer_each_request: 'Answer each request: every point of the list needs a reply',
  secret_never_here: 'This is no classified system: state secrets must not be submitted here. Stop, and use the classified channel',
  untrue_is_no_pass: 'A sheet that is untrue or incomplete cannot pass: return it with a list of corrections',
  unread_is_no_approval: 'Read the opinions before you approve',
  disagreement_is_no_signature: 'What you disagree with cannot be signed: return it and say why',
  unfit_is_no_pass: 'If one point does not hold it cannot pass: return it with a list of corrections',
  delivered_after_reply: 'The delivery cannot lie before the day of the reply: fill it in again',
};

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zh, en };

/** May a form name this text (checkMessage, patternMessage)? */
export function isMessage(code: string): boolean {
  return Object.hasOwn(zh, code);
}

/** The text for a person, by default in Chinese. */
export function errorText(error: FieldError, language: Language = 'zh-CN'): string {
  const text = texts[language][error.code] ?? error.code;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(error.params[name] ?? ''));
}
