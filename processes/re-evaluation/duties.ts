import type { Duty } from '#processes/duty.ts';

/** What the step of a re-evaluation fulfils. */
export const RE_EVALUATION_DUTIES = {
  'not-open-evaluation': {
    label: '不予公开复评',
    sentence: '不予公开的内容定期评估,仍不公开的载明理由和条款;情况变化的重新审查',
    source: '政府信息公开条例第18条',
    review: false,
    reply: false,
  },
} as const satisfies Record<string, Duty>;
