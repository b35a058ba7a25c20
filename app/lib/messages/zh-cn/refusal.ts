/** Why something was not done: by code, and where the server names a reason, by reason. */
export const refusal = {
  invalid: '有内容需要改正。',
  forbidden: '您不能进行这项操作。',
  unauthenticated: '登录已过期,请重新登录。',
  not_found: '没有找到,或者不在您的查看范围内。',
  already_decided: '这项任务已由他人办结。',
  stale_revision: '内容在您阅读之后有变化,请核对后再提交。',
  wrong_state: '当前状态下不能进行这项操作。',
  too_large: '内容过大。',
  too_many_requests: '操作过于频繁,请 {{seconds}} 秒后再试。',
} as const;
