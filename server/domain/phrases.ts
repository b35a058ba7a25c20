import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** 常用语: what somebody writes again and again into an opinion, their own or their department's. */
export const MOST_PHRASES = 30;
const LONGEST_PHRASE = 200;

export function refusePhrase(text: string, known: number): Refusal | null {
  if (text === '') return refuse('invalid', { fields: { text: { code: 'phrase_required' } } });
  if (text.length > LONGEST_PHRASE)
    return refuse('invalid', { fields: { text: { code: 'request_too_long', params: { max: LONGEST_PHRASE } } } });
  return known >= MOST_PHRASES ? refuse('wrong_state', { reason: 'too_many_phrases', values: { max: MOST_PHRASES } }) : null;
}
