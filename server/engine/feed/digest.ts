import type { AppliedRecords, IncidentRow, InstanceRow, VisitRow } from '#server/commands/apply-records.ts';
import { USER_TASK } from '../workers/user-task.ts';
import type { FeedRecord } from './parse-bulk.ts';

/** A job of a user task, as its record tells. */
export type FeedJob = {
  readonly jobKey: string;
  readonly instanceKey: string;
  readonly elementKey: string;
  readonly element: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly createdAt: Date;
};

/** What a bulk of one partition says, each thing once and as it stands at the end of the bulk. */
export type Digest = AppliedRecords & {
  /** Created and not ended within the bulk. */
  readonly jobs: readonly FeedJob[];
  /** Ended by the engine itself, not by our completing them. */
  readonly cancelledJobs: readonly FeedJob[];
};

/** Cases are correlated by their id; what is correlated otherwise is not ours. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LEFT: Readonly<Record<string, 'completed' | 'terminated'>> = { ELEMENT_COMPLETED: 'completed', ELEMENT_TERMINATED: 'terminated' };

export function digest(records: readonly FeedRecord[]): Digest {
  const instances = new Map<string, InstanceRow>();
  const visits = new Map<string, VisitRow>();
  const incidents = new Map<string, IncidentRow>();
  const jobs = new Map<string, FeedJob>();
  const cancelledJobs = new Map<string, FeedJob>();
  for (const record of records) {
    const { value } = record;
    switch (value.type) {
      case 'instance_started':
        instances.set(value.processInstanceKey, {
          instanceKey: value.processInstanceKey,
          caseId: UUID.test(value.correlationKey) ? value.correlationKey : null,
          run: value.variables.run ?? null,
          parentKey: null,
          state: 'active',
        });
        break;
      case 'element':
        noteElement(record, value);
        break;
      case 'job':
        noteJob(record, value);
        break;
      case 'incident':
        incidents.set(record.key, {
          incidentKey: record.key,
          instanceKey: value.processInstanceKey,
          element: value.elementId,
          jobKey: value.jobKey,
          errorType: value.errorType,
          message: value.errorMessage,
          createdAt: incidents.get(record.key)?.createdAt ?? record.at,
          resolvedAt: record.intent === 'RESOLVED' ? record.at : null,
        });
        break;
      case 'other':
        break;
      default:
        value satisfies never;
    }
  }
  return {
    instances: [...instances.values()],
    visits: [...visits.values()],
    incidents: [...incidents.values()],
    jobs: [...jobs.values()],
    cancelledJobs: [...cancelledJobs.values()],
  };

  function noteElement(record: FeedRecord, value: Extract<FeedRecord['value'], { type: 'element' }>): void {
    const left = LEFT[record.intent];
    if (value.bpmnElementType === 'PROCESS') {
      const known = instances.get(value.processInstanceKey);
      instances.set(value.processInstanceKey, {
        instanceKey: value.processInstanceKey,
        caseId: known?.caseId ?? null,
        run: known?.run ?? null,
        parentKey: value.parentProcessInstanceKey,
        state: left ?? known?.state ?? 'active',
      });
      return;
    }
    const kind = value.bpmnElementType.toLowerCase();
    const of = { visitKey: record.key, instanceKey: value.processInstanceKey, element: value.elementId, kind };
    if (record.intent === 'SEQUENCE_FLOW_TAKEN')
      visits.set(record.key, { ...of, state: 'completed', enteredAt: record.at, leftAt: record.at, jobKey: null });
    if (record.intent !== 'ELEMENT_ACTIVATED' && left === undefined) return;
    const known = visits.get(record.key);
    visits.set(record.key, {
      ...of,
      state: left ?? 'active',
      enteredAt: known?.enteredAt ?? record.at,
      leftAt: left ? record.at : null,
      jobKey: known?.jobKey ?? null,
    });
  }

  function noteJob(record: FeedRecord, value: Extract<FeedRecord['value'], { type: 'job' }>): void {
    if (value.jobType !== USER_TASK) return;
    const job = {
      jobKey: record.key,
      instanceKey: value.processInstanceKey,
      elementKey: value.elementInstanceKey,
      element: value.elementId,
      headers: value.customHeaders,
      createdAt: record.at,
    };
    if (record.intent === 'CREATED') {
      jobs.set(record.key, job);
      const known = visits.get(value.elementInstanceKey);
      visits.set(value.elementInstanceKey, {
        visitKey: value.elementInstanceKey,
        instanceKey: value.processInstanceKey,
        element: value.elementId,
        kind: 'user_task',
        state: known?.state ?? 'active',
        enteredAt: known?.enteredAt ?? record.at,
        leftAt: known?.leftAt ?? null,
        jobKey: record.key,
      });
    }
    if (record.intent === 'COMPLETED') jobs.delete(record.key);
    if (record.intent === 'CANCELED' && !jobs.delete(record.key)) cancelledJobs.set(record.key, job);
  }
}
