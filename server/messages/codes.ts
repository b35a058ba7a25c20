import type { RefusalCode } from '#server/domain/refusal.ts';

/** What only the interface can say: the request itself is not one that we take. */
export type RequestCode = 'malformed' | 'unsupported_media_type' | 'method_not_allowed' | 'in_progress' | 'unavailable' | 'internal';
export type ProblemCode = RefusalCode | RequestCode;

type Text = { readonly title: string; readonly detail: string };

/** Title and what to do, by code. A reason of its own replaces the detail. */
export const CODE_TEXTS: { readonly 'zh-CN': Record<ProblemCode, Text>; readonly en: Record<ProblemCode, Text> } = {
  'zh-CN': {
    invalid: { title: '内容需要改正', detail: '请按各项提示改正后重新提交。' },
    forbidden: { title: '不能进行这项操作', detail: '这项操作不在您当前岗位的权限之内。' },
    unauthenticated: { title: '尚未登录或登录已过期', detail: '请登录后再试。' },
    not_found: { title: '没有找到', detail: '没有找到,或者不在您的查看范围内。' },
    already_decided: { title: '已由他人办结', detail: '这项任务已经办结,请查看办理结果。' },
    stale_revision: { title: '内容有变化', detail: '内容在您阅读之后有变化,请核对变化后再提交。' },
    wrong_state: { title: '当前状态不允许', detail: '当前状态下不能进行这项操作,请刷新后查看。' },
    too_large: { title: '内容过大', detail: '请减少内容或缩小附件后重新提交。' },
    too_many_requests: { title: '尝试次数过多', detail: '请稍候再试。' },
    malformed: { title: '请求无法解析', detail: '请求的地址或内容含有无法识别的字符,应为有效的 UTF-8 JSON。' },
    unsupported_media_type: {
      title: '请求类型不支持',
      detail: '请用 Content-Type: application/json 提交(上传附件用 multipart/form-data)。',
    },
    method_not_allowed: { title: '方法不支持', detail: '这个地址不支持该方法,可用的方法见 Allow。' },
    in_progress: { title: '同一请求正在处理', detail: '带有相同 Idempotency-Key 的请求正在处理,请稍后用同一个键重试。' },
    unavailable: { title: '暂时不可用', detail: '系统暂时不可用,正在自动恢复,请稍后重试。已经提交成功的内容不会丢失。' },
    internal: { title: '系统出现故障', detail: '故障已记录,请稍后重试;若反复出现,请把故障编号告诉平台运维岗。' },
  },
  en: {
    invalid: { title: 'Something needs correcting', detail: 'Correct what is marked and send it again.' },
    forbidden: { title: 'You may not do this', detail: 'Your present posts do not include this act.' },
    unauthenticated: { title: 'Not signed in, or signed in too long ago', detail: 'Sign in and try again.' },
    not_found: { title: 'Not found', detail: 'It does not exist or is not for you to see.' },
    already_decided: { title: 'Decided by someone else', detail: 'This task has been decided; have a look at the result.' },
    stale_revision: {
      title: 'The content has changed',
      detail: 'The content changed after you read it: check the changes, then send again.',
    },
    wrong_state: { title: 'Not possible in this state', detail: 'This cannot be done in the present state: reload and look.' },
    too_large: { title: 'Too large', detail: 'Shorten the content or make the attachment smaller.' },
    too_many_requests: { title: 'Too many tries', detail: 'Wait a little and try again.' },
    malformed: {
      title: 'The request cannot be read',
      detail: 'The address or the body holds what cannot be read: send valid JSON in UTF-8.',
    },
    unsupported_media_type: {
      title: 'Content type not supported',
      detail: 'Send Content-Type: application/json (multipart/form-data for attachments).',
    },
    method_not_allowed: { title: 'Method not supported', detail: 'This address does not take that method; Allow names those it takes.' },
    in_progress: {
      title: 'The same request is being worked on',
      detail: 'A request with this Idempotency-Key is being worked on: repeat it in a moment with the same key.',
    },
    unavailable: {
      title: 'Not available for the moment',
      detail: 'The system is recovering by itself: try again in a moment. Nothing that was accepted is lost.',
    },
    internal: {
      title: 'Something broke',
      detail: 'The fault was recorded: try again later, and give the number of the fault to the operators if it comes again.',
    },
  },
};
