import type { Duty } from '#processes/duty.ts';

/** What the steps of a withdrawal from the catalogue fulfil. */
export const WITHDRAWAL_DUTIES = {
  'withdrawal-sign': {
    label: '下架签批',
    sentence: '条目下架须经提供部门分管领导同意',
    source: '政务数据共享条例第17条',
    review: true,
    reply: false,
  },
  'withdrawal-review': {
    label: '下架审核',
    sentence: '条目下架须有理由,经市大数据局审核',
    source: '政务数据共享条例第17条',
    review: true,
    reply: false,
  },
} as const satisfies Record<string, Duty>;
