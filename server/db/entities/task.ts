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
    barred: p.array(),
    formKey: p.string(),
    formVersion: p.integer(),
    limitKey: p.string(),
    dueAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    closedAt: p.datetime().nullable(),
    outcome: p.string().nullable(),
    decidedBy: p.string().nullable(),
  },
});
export class Task extends TaskSchema.class {}
TaskSchema.setClass(Task);
