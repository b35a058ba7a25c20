import { createInstance, type i18n } from 'i18next';
import type { Language } from './language.ts';
import type { zhCN } from './messages/zh-cn/index.ts';

export type Messages = Texts<typeof zhCN>;

/** The shape of the Chinese catalogue with free texts: another language that lacks a key does not compile. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: { app: typeof zhCN };
  }
}

/** One instance per request on the server and one per page in the browser: languages of two people never mix. */
export function createI18n(language: Language, messages: Messages): i18n {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: language,
    initAsync: false,
    defaultNS: 'app',
    ns: ['app'],
    interpolation: { escapeValue: false },
    resources: { [language]: { app: messages } },
  });
  return instance;
}
