import type { Response } from 'express';
import { nonceOf } from './security-headers.ts';

export type PlainPage = { readonly status: number; readonly title: string; readonly text: string; readonly retrySeconds?: number };

/** Pages that must come even when nothing else works: no script, no database, no file of the build. */
export const PLAIN_PAGES = {
  starting: { status: 503, title: '系统正在启动', text: '正在连接数据库,启动完成后本页自动显示,无需操作。', retrySeconds: 3 },
  databaseAway: {
    status: 503,
    title: '数据库暂时不可用',
    text: '系统正在自动重试,恢复后本页自动显示,无需操作。已经提交成功的内容不会丢失。',
    retrySeconds: 5,
  },
  /** After a post nothing is repeated by itself: the person goes back and finds the text in the form. */
  databaseAwayForPost: {
    status: 503,
    title: '数据库暂时不可用',
    text: '刚才的提交没有完成。请用浏览器的“后退”回到填写的页面,稍后重新提交;您填写的内容还在。',
  },
  notFound: { status: 404, title: '没有找到', text: '地址可能有误,或者内容已经更新。' },
  forbidden: { status: 403, title: '您不能查看这个页面', text: '这个页面不在您当前岗位的权限之内。' },
  crossSite: { status: 403, title: '请求已拒绝', text: '请求来自别的网站,或者页面已失效。请回到本系统的页面,刷新后重新操作。' },
  tooLarge: { status: 413, title: '提交的内容过大', text: '请用浏览器的“后退”回到填写的页面,减少内容或缩小附件后重新提交。' },
  badMethod: { status: 405, title: '请求方法不支持', text: '请从本系统的页面操作。' },
  badRequest: { status: 400, title: '请求无法解析', text: '请用浏览器的“后退”回到填写的页面,检查内容后重新提交。' },
  broken: { status: 500, title: '系统出现故障', text: '故障已记录。请稍后重试;若反复出现,请把故障编号告诉平台运维岗。' },
} as const satisfies Record<string, PlainPage>;

export function sendPlainPage(response: Response, page: PlainPage): void {
  const nonce = nonceOf(response);
  const id = String(response.getHeader('X-Request-Id') ?? '');
  response.status(page.status).setHeader('Cache-Control', 'no-store');
  if (page.retrySeconds !== undefined) {
    response.setHeader('Retry-After', String(page.retrySeconds));
    response.setHeader('Refresh', String(page.retrySeconds));
  }
  response.type('html').send(`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page.title}</title>
<style nonce="${nonce}">
body { margin: 0; font: 16px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f2328; background: #f6f7f9 }
header { background: #8a1c1c; color: #fff; text-align: center; padding: 4px 16px; font-size: 14px }
main { max-width: 36rem; margin: 15vh auto 0; padding: 24px }
h1 { font-size: 22px; margin: 0 0 8px }
small { color: #57606a }
a { color: #0b57a4 }
</style></head>
<body><header>非涉密系统,严禁录入涉密信息</header>
<main><h1>${page.title}</h1><p>${page.text}</p><p><a href="/">回到工作台</a></p><small>请求编号:${id}</small></main></body></html>
`);
}
