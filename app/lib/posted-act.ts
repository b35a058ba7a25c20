import type { Answers } from '#forms/answers.ts';
import { withAct } from '#app/components/task/act.ts';
import type { OutcomeKey } from '#processes/outcomes.ts';
import { codes } from './messages/zh-cn/codes.ts';

type PostedAct = { outcome: OutcomeKey; opinion: string; basis: string; list: string[]; revision: number };

/** What a decision's form post says. An outcome that nobody knows becomes one that no step offers, and is refused as such. */
export function postedAct(form: FormData): PostedAct {
  const outcome = textOf(form, 'outcome');
  const revision = Number(textOf(form, 'revision'));
  return {
    outcome: isOutcome(outcome) ? outcome : 'lapse',
    opinion: textOf(form, 'opinion'),
    basis: textOf(form, 'basis'),
    list: [],
    revision: Number.isSafeInteger(revision) ? revision : -1,
  };
}

export function postedExtension(form: FormData): { days: number; reason: string } {
  const days = Number(textOf(form, 'days'));
  return { days: Number.isSafeInteger(days) ? days : 0, reason: textOf(form, 'reason') };
}

/** Word for word, to be drawn anew. */
export function typedAct(form: FormData, answers: Answers): Answers {
  return withAct(answers, { outcome: textOf(form, 'outcome'), opinion: textOf(form, 'opinion'), basis: textOf(form, 'basis') });
}

export function typedExtension(form: FormData): Answers {
  return { days: textOf(form, 'days'), reason: textOf(form, 'reason') };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

function isOutcome(value: string): value is OutcomeKey {
  return Object.hasOwn(codes.outcome, value);
}
