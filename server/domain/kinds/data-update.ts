import type { CaseKind } from '../case-kinds.ts';
import { BEGUN_BY_SYSTEM } from './begun-by-system.ts';

/** Data are past their update cycle and their provider brings them up to date (requirement 53). */
export const dataUpdateKind: CaseKind = { ...BEGUN_BY_SYSTEM, numberWord: '数据更新' };
