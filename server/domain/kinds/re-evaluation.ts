import type { CaseKind } from '../case-kinds.ts';
import { BEGUN_BY_SYSTEM } from './begun-by-system.ts';

/** What was not opened is looked at again every twelve months (信息公开条例 Art 18). */
export const reEvaluationKind: CaseKind = { ...BEGUN_BY_SYSTEM, numberWord: '不予公开复评' };
