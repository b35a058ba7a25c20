import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import { rows } from '#server/db/orm.ts';
import { toldOf } from '#server/domain/reply-drafts.ts';
import type { ReplyState } from '#server/domain/reply-drafts.ts';

/** `caseId` and `run` are null where only a later record of the instance is in the bulk. */
export type InstanceRow = {
  readonly instanceKey: string;
  readonly caseId: string | null;
  readonly run: number | null;
  /** The calling instance, for a called process. */
  readonly parentKey: string | null;
  readonly state: 'active' | 'completed' | 'terminated';
};
export type VisitRow = {
  readonly visitKey: string;
  readonly instanceKey: string;
  readonly element: string;
  readonly kind: string;
  readonly state: 'active' | 'completed' | 'terminated';
  readonly enteredAt: Date;
  readonly leftAt: Date | null;
  readonly jobKey: string | null;
};
export type IncidentRow = {
  readonly incidentKey: string;
  readonly instanceKey: string;
  readonly element: string;
  readonly jobKey: string | null;
  readonly errorType: string;
  readonly message: string;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
};
export type AppliedRecords = {
  readonly instances: readonly InstanceRow[];
  readonly visits: readonly VisitRow[];
  readonly incidents: readonly IncidentRow[];
};

export type ApplyRecords = AppliedRecords & {
  readonly epoch: string;
  readonly partition: number;
  /** The watermark that these records were cut at; when it has moved meanwhile nothing is applied. */
  readonly after: number;
  readonly position: number;
  readonly at: Date;
};

/**
 * Writes what the engine did into our rows, and moves the watermark in the same transaction: whatever is sent again
 * changes nothing. Instances of unknown cases are left out.
 */
export async function applyRecords(db: Db, input: ApplyRecords): Promise<{ readonly applied: boolean }> {
  return transact(db, async (tx) => {
    if (!(await takeWatermark(tx, input))) return { applied: false };
    await applyInstances(tx, input);
    await applyVisits(tx, input);
    await applyIncidents(tx, input);
    const changed = await rows<{ id: string; applicantId: string; parties: string[]; replyState: ReplyState }>(
      tx.em,
      `
      select distinct c.id, c.applicant_id as "applicantId", c.parties, c.reply_state as "replyState" from case_file c join engine_instance i on i.case_id = c.id
      where i.epoch = ? and i.instance_key = any(?::text[])`,
      [input.epoch, textArray(input.visits.map((visit) => visit.instanceKey))],
    );
    for (const file of changed) tx.announce({ kind: 'case.changed', caseId: file.id, groups: toldOf(file) });
    return { applied: true };
  });
}

async function takeWatermark(tx: Tx, input: ApplyRecords): Promise<boolean> {
  await tx.em.execute(
    `insert into record_watermark (epoch, partition, position, record_at, updated_at) values (?, ?, -1, ?, ?) on conflict do nothing`,
    [input.epoch, input.partition, input.at, tx.at],
    'run',
  );
  const moved = await rows<object>(
    tx.em,
    `
    update record_watermark set position = ?, record_at = ?, updated_at = ?
    where epoch = ? and partition = ? and position = ? returning 1`,
    [input.position, input.at, tx.at, input.epoch, input.partition, input.after],
  );
  return moved.length > 0;
}

async function applyInstances(tx: Tx, { epoch, instances }: ApplyRecords): Promise<void> {
  if (instances.length === 0) return;
  const given = JSON.stringify(instances);
  await tx.em.execute(
    `
    with given as (
      select * from jsonb_to_recordset(?::jsonb) as g("instanceKey" text, "caseId" text, run int, "parentKey" text, state text)),
    parent as (select instance_key, case_id, run from engine_instance where epoch = ?)
    insert into engine_instance (epoch, instance_key, case_id, run, root, state)
    select ?, g."instanceKey", c.id, coalesce(g.run, p.run, c.run), g."parentKey" is null, g.state
    from given g
      left join parent p on p.instance_key = g."parentKey"
      join case_file c on c.id::text = coalesce(g."caseId", p.case_id::text)
    on conflict do nothing`,
    [given, epoch, epoch],
    'run',
  );
  await tx.em.execute(
    `
    update engine_instance i set state = g.state
    from jsonb_to_recordset(?::jsonb) as g("instanceKey" text, state text)
    where i.epoch = ? and i.instance_key = g."instanceKey" and i.state = 'active'`,
    [given, epoch],
    'run',
  );
}

async function applyVisits(tx: Tx, { epoch, visits }: ApplyRecords): Promise<void> {
  if (visits.length === 0) return;
  await tx.em.execute(
    `
    insert into element_visit (epoch, visit_key, case_id, run, element, kind, state, job_key, entered_at, left_at)
    select i.epoch, g."visitKey", i.case_id, i.run, g.element, g.kind, g.state, g."jobKey", g."enteredAt", g."leftAt"
    from jsonb_to_recordset(?::jsonb) as g(
      "visitKey" text, "instanceKey" text, element text, kind text, state text, "jobKey" text, "enteredAt" timestamptz, "leftAt" timestamptz)
      join engine_instance i on i.epoch = ? and i.instance_key = g."instanceKey"
    on conflict (epoch, visit_key) do update set
      state = excluded.state, left_at = excluded.left_at, job_key = coalesce(excluded.job_key, element_visit.job_key)`,
    [JSON.stringify(visits), epoch],
    'run',
  );
}

async function applyIncidents(tx: Tx, { epoch, incidents }: ApplyRecords): Promise<void> {
  if (incidents.length === 0) return;
  await tx.em.execute(
    `
    insert into incident (epoch, incident_key, case_id, element, job_key, error_type, message, state, created_at, resolved_at)
    select ?, g."incidentKey", i.case_id, g.element, g."jobKey", g."errorType", left(g.message, 1000),
      case when g."resolvedAt" is null then 'open' else 'resolved' end, g."createdAt", g."resolvedAt"
    from jsonb_to_recordset(?::jsonb) as g(
      "incidentKey" text, "instanceKey" text, element text, "jobKey" text, "errorType" text, message text,
      "createdAt" timestamptz, "resolvedAt" timestamptz)
      left join engine_instance i on i.epoch = ? and i.instance_key = g."instanceKey"
    on conflict (epoch, incident_key) do update set state = excluded.state, resolved_at = excluded.resolved_at`,
    [epoch, JSON.stringify(incidents), epoch],
    'run',
  );
}

/** A text[] literal of keys, which have no character that needs care. */
function textArray(keys: readonly string[]): string {
  return `{${[...new Set(keys)].join(',')}}`;
}
