import { defineEntity, p } from '@mikro-orm/core';
import type { Clock as ClockState } from '#server/domain/clocks.ts';

/** A running, stopped or ended time limit of a case. `attentionAt`: when the scheduler must look at it next. */
const ClockSchema = defineEntity({
  name: 'CaseClock',
  tableName: 'clock',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    limitKey: p.string(),
    element: p.string(),
    untilElement: p.string(),
    state: p.string().$type<ClockState['state']>(),
    detail: p.json<unknown>(),
    dueAt: p.datetime().nullable(),
    attentionAt: p.datetime().nullable(),
    /** The edition of the calendar that it was computed with. */
    calendarRevision: p.integer(),
  },
});
export class CaseClock extends ClockSchema.class {}
ClockSchema.setClass(CaseClock);
