import type { Language } from './language.ts';

/** Why a command said no, by the reason it names; {{name}} stands for one of its values. They say what to do. */
const zh = {
  'sign_in.wrong': '用户名或密码不正确,请重新输入。',
  'sign_in.too_many': '登录失败次数过多,请 {{minutes}} 分钟后再试。',
  'request.idempotency_key': 'Idempotency-Key 应为 1–200 个可见的 ASCII 字符。',
  'request.idempotency_reused': '这个 Idempotency-Key 已用于内容不同的请求,请换一个新的键。',
  'request.cross_site': '请求来自别的网站,已拒绝。请在本系统页面上操作。',
  'request.form_token': '页面已失效,请刷新后重新提交。您填写的内容保留在浏览器中。',
  'request.cursor': '翻页位置已失效,请从第一页开始。',
  'request.file_missing': '请选择一个文件,用字段名 file 上传。',
  'request.file_type': '不支持这种文件。可以上传 PDF、Word、Excel、PNG、JPEG 和 OFD。',
  'request.file_type_differs': '文件内容与扩展名不符,请核对后重新上传。',
  'request.file_empty': '文件是空的,请重新选择。',
  'request.file_too_large': '文件超过 {{max}} MB,请压缩或拆分后再上传。',
  task_decided: '这项任务已由他人办结。',
  task_cancelled: '这项任务已取消,无需办理。',
  content_changed: '内容在您阅读之后有变化,请核对变化后再提交。',
  case_not_found: '没有找到这个事项,或者不在您的查看范围内。',
  task_not_found: '没有找到这项任务,或者不在您的查看范围内。',
  entry_not_found: '没有找到这个目录条目,或者不在您的查看范围内。',
  unknown_process: '没有这个流程。',
  may_not_apply: '只有本部门的申请岗可以提出共享申请。',
  own_case: '不能办理自己提出或编制的事项,请由同岗位的其他人办理。',
  not_a_candidate: '这项任务由别的岗位办理。',
  no_approved_grant: '没有待生效的授权。',
  no_provider_decision: '提供部门还没有作出决定。',
  entry_is_shared: '这个条目可以共享,不应终止申请。',
  clock_not_running: '时限没有在计时。',
  clock_not_stopped: '时限没有中止。',
  clock_not_due: '时限尚未届满。',
  extension_too_late: '时限已过,不能再申请延期。',
  extension_not_days: '延期天数应为 1 以上的整数。',
  extension_too_long: '最多还可延长 {{left}} 个工作日。',
} as const;

type Reason = keyof typeof zh;

const en: Record<Reason, string> = {
  'sign_in.wrong': 'User name or password is wrong: enter them again.',
  'sign_in.too_many': 'Too many failed tries: wait {{minutes}} minutes.',
  'request.idempotency_key': 'Idempotency-Key must be 1 to 200 visible ASCII characters.',
  'request.idempotency_reused': 'This Idempotency-Key was used for another request: take a new one.',
  'request.cross_site': 'The request comes from another site and was refused.',
  'request.form_token': 'The page is out of date: reload it and send again. What you wrote is kept in the browser.',
  'request.cursor': 'This position in the list is not valid any more: start from the first page.',
  'request.file_missing': 'Choose a file and send it as the field file.',
  'request.file_type': 'This kind of file is not accepted. PDF, Word, Excel, PNG, JPEG and OFD are.',
  'request.file_type_differs': 'The content does not match the extension of the name: check the file.',
  'request.file_empty': 'The file is empty: choose another.',
  'request.file_too_large': 'The file is larger than {{max}} MB: compress or split it.',
  task_decided: 'Someone else has decided this task.',
  task_cancelled: 'This task was cancelled; nothing is left to do.',
  content_changed: 'The content changed after you read it: check the changes, then send again.',
  case_not_found: 'There is no such case, or it is not for you to see.',
  task_not_found: 'There is no such task, or it is not for you to see.',
  entry_not_found: 'There is no such entry, or it is not for you to see.',
  unknown_process: 'There is no such process.',
  may_not_apply: 'Only an applicant appointed by the department may apply.',
  own_case: 'Nobody decides a case they filed or compiled: someone else in the same post has to.',
  not_a_candidate: 'Another post decides this task.',
  no_approved_grant: 'No grant is waiting to become active.',
  no_provider_decision: 'The provider has not decided yet.',
  entry_is_shared: 'This entry is shared: the application must not be stopped.',
  clock_not_running: 'The clock is not running.',
  clock_not_stopped: 'The clock does not stand still.',
  clock_not_due: 'The time limit has not run out.',
  extension_too_late: 'The time limit is over: it cannot be extended any more.',
  extension_not_days: 'The extension must be a whole number of days, 1 or more.',
  extension_too_long: 'At most {{left}} more working days are possible.',
};

/** The text of a reason; null for one that has none, so that the code's own text is shown. */
export function reasonText(reason: string, values: Readonly<Record<string, string | number>>, language: Language): string | null {
  const texts: Readonly<Record<string, string>> = language === 'en' ? en : zh;
  const text = Object.hasOwn(texts, reason) ? texts[reason] : undefined;
  if (text === undefined) return null;
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}
