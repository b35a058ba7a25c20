import type { i18n as I18n, TFunction } from 'i18next';
import { createI18n } from './i18n.ts';
import type { Language } from './language.ts';
import { en } from './messages/en/index.ts';
import { zhCN } from './messages/zh-cn/index.ts';
import { languageOf } from './preferences.ts';

const instances: Record<Language, I18n> = { 'zh-CN': createI18n('zh-CN', zhCN), en: createI18n('en', en) };

/** The server holds every language once; an instance never changes its language, so requests may share it. */
export function serverI18n(request: Request): I18n {
  return instances[languageOf(request)];
}

export function textsFor(request: Request): TFunction<'app'> {
  return serverI18n(request).getFixedT(null, 'app');
}

/** `<page> · <product>`, for the browser's tabs and history; call it in a loader. */
export function titleFor(request: Request, page: string): string {
  return `${page} · ${textsFor(request)('common.product')}`;
}
