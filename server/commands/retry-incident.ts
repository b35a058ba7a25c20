import { may } from '#server/auth/ability.ts';
import { rows } from '#server/db/orm.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** What the engine must be asked; each answers false when the thing is gone there, and throws when the engine is away. */
export type IncidentRepair = {
  updateRetries(jobKey: string, retries: number): Promise<boolean>;
  resolveIncident(incidentKey: string): Promise<boolean>;
};

/**
 * An operator has a step that stands still tried again. `id` is `<key>@<epoch>`. That it went well says the record
 * feed; one that fails again comes back as a new incident.
 */
export async function retryIncident(
  db: Db,
  actor: Actor,
  repair: IncidentRepair,
  input: { readonly id: string },
): Promise<{ readonly id: string } | Refusal> {
  if (!may(actor, 'retry', 'Operations', {})) return refuse('forbidden', { reason: 'may_not_retry' });
  const [key = '', epoch = ''] = input.id.split('@');
  const [incident] = await rows<{ jobKey: string | null }>(
    db.orm.em.fork(),
    `select job_key as "jobKey" from incident where incident_key = ? and epoch = ? and state = 'open'`,
    [key, epoch],
  );
  if (!incident) return refuse('not_found', { reason: 'incident_not_found' });
  if (incident.jobKey !== null) await repair.updateRetries(incident.jobKey, 1);
  const found = await repair.resolveIncident(key);
  if (!found) await forget(db, key, epoch);
  return { id: input.id };
}

/** The engine has no such incident any more: its case has gone on or ended. */
async function forget(db: Db, key: string, epoch: string): Promise<void> {
  await transact(db, async (tx) => {
    await tx.em.execute(
      `update incident set state = 'resolved', resolved_at = ? where incident_key = ? and epoch = ?`,
      [tx.at, key, epoch],
      'run',
    );
  });
}
