import { defineEntity, p } from '@mikro-orm/core';
import type { TaskState } from '#server/domain/tasks.ts';

const TaskSchema = defineEntity({
  name: 'Task',
  tableName: 'task',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    processKey: p.string(),
    element: p.string(),
    round: p.integer(),
    jobKey: p.string(),
    state: p.string().$type<TaskState>(),
    name: p.string(),
    candidates: p.array(),
    /** Whom it asks now: posts, or the persons who have it in hand. */
    asked: p.array(),
    barred: p.array(),
    formKey: p.string(),
    formVersion: p.integer(),
    limitKey: p.string(),
    dueAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    outcome: p.string().nullable(),
    decidedBy: p.string().nullable(),
    /** Left without an outcome of the drawing: for which round of which step, in whose hand it is there. */
    returnedTo: p.string().nullable(),
    returnedRound: p.integer().nullable(),
    returnedFor: p.string().nullable(),
    /** When it opened with nobody there to act on it. */
    unmannedAt: p.datetime().nullable(),
    /** The step at which it goes on after this one, when it was returned from there. */
    resumeAt: p.string().nullable(),
  },
});
export class Task extends TaskSchema.class {}
TaskSchema.setClass(Task);
