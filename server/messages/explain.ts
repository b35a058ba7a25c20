import type { Refusal } from '#server/domain/refusal.ts';
import { CODE_TEXTS } from './codes.ts';
import { fieldText } from './fields.ts';
import type { Language } from './language.ts';
import { reasonText } from './reasons.ts';

export type Explained = { readonly title: string; readonly detail: string; readonly fields: Record<string, string> };

/** A refusal in words for people: what happened, what to do, and a text for each refused field. */
export function explain(refusal: Refusal, language: Language): Explained {
  const { title, detail } = CODE_TEXTS[language][refusal.code];
  const reason = refusal.reason === undefined ? null : reasonText(refusal.reason, refusal.values ?? {}, language);
  const fields = Object.entries(refusal.fields ?? {}).map(([path, refused]) => [path, fieldText(refused, language)] as const);
  return { title, detail: reason ?? detail, fields: Object.fromEntries(fields) };
}
