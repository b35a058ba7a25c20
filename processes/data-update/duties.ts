import type { Duty } from '#processes/duty.ts';

/** What the steps of a data update fulfil. */
export const DATA_UPDATE_DUTIES = {
  'data-refresh': {
    label: '更新数据',
    sentence: '超过更新周期的,提供部门更新数据并确认数据截止的日期,或者说明原因和预计日期',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(四)2',
    review: false,
    reply: false,
  },
  'refresh-extension': {
    label: '暂缓更新审核',
    sentence: '暂缓更新经市大数据局同意;与提出暂缓的不是同一人',
    source: '拉萨市公共信息资源开放工作实施方案(试行)五(四)2',
    review: false,
    reply: false,
    apart: ['data-refresh'],
  },
} as const satisfies Record<string, Duty>;
