/** A collection that would be a second one, and doubts of data. */
export const around = {
  overlaps: '这些信息项已有权威来源,不得重复采集,请向提供部门申请共享',
  noOverlap: '与已有目录逐项核对,没有重复',
  applyInstead: '申请共享',
  doubtful: '存疑',
  doubtfulText: '这些信息项正在校核,使用前请先核实:{{items}}',
} as const;
