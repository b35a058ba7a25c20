import type { Logger } from 'pino';
import { applyRecords } from '#server/commands/apply-records.ts';
import { cancelTask } from '#server/commands/cancel-task.ts';
import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';
import { feedLag, feedRecords } from '../metrics.ts';
import { openFrom, taskHeaders } from '../workers/user-task.ts';
import { digest } from './digest.ts';
import type { Digest, FeedJob } from './digest.ts';
import type { FeedRecord } from './parse-bulk.ts';

/** Which life of the engine's data we are in; null while that is not known, and nothing may be applied. */
export type EpochNow = () => number | null;

export type Feed = {
  /** Applies a bulk. Resolves `later` when the sender must come again with the same. */
  take(records: readonly FeedRecord[]): Promise<'applied' | 'later'>;
  status(): FeedStatus;
};
/** `lagSeconds`: age of the newest record when it was applied. `position`: of partition 1. */
export type FeedStatus = {
  readonly receivedAt: Date | null;
  readonly lagSeconds: number | null;
  readonly position: number | null;
  readonly repaired: number;
};

export type FeedEvents = {
  /** An exporter that we never heard of: perhaps another life of the data. Its records wait until it is `accepted`. */
  strange(prefix: string): void;
  /** A job of this age had to be brought by its record. */
  missed(createdAt: Date): void;
};

/**
 * What the engine did, as its exporter tells it: at least once, in order within a partition. First what is missing is
 * repaired (each repair is once), then the rest is applied together with the watermark; so a crash between the two
 * only repeats repairs.
 */
export function startFeed(db: Db, epochNow: EpochNow, events: FeedEvents, log: Logger): Feed {
  const accepted = new Set<string>();
  const asked = new Set<string>();
  let status: FeedStatus = { receivedAt: null, lagSeconds: null, position: null, repaired: 0 };

  async function takePartition(epoch: string, partition: number, records: readonly FeedRecord[]): Promise<void> {
    const after = await watermark(epoch, partition);
    const fresh = records.filter((record) => record.position > after);
    feedRecords.inc({ result: 'known' }, records.length - fresh.length);
    const last = fresh.at(-1);
    if (!last) return;
    const said = digest(fresh);
    await openMissing(epoch, said);
    await closeCancelled(epoch, said);
    const { applied } = await applyRecords(db, { ...said, epoch, partition, after, position: last.position, at: last.at });
    feedRecords.inc({ result: applied ? 'applied' : 'known' }, fresh.length);
    const lagSeconds = Math.max(0, (Date.now() - last.at.getTime()) / 1000);
    feedLag.set({ partition: String(partition) }, lagSeconds);
    status = { ...status, receivedAt: new Date(), lagSeconds, position: partition === 1 ? last.position : status.position };
  }

  async function openMissing(epoch: string, said: Digest): Promise<void> {
    if (said.jobs.length === 0) return;
    const places = await placesOf(epoch, said, said.jobs);
    const known = await knownJobs(said.jobs, places);
    const recordedWith = said.visits.flatMap(({ jobKey }) => jobKey ?? []);
    for (const job of said.jobs) {
      const place = places.get(job.instanceKey);
      if (!place || known.has(`${place.caseId} ${job.jobKey}`)) continue;
      const headers = taskHeaders.safeParse(job.headers);
      if (!headers.success) {
        log.error({ caseId: place.caseId, jobKey: job.jobKey, element: job.element }, 'feed: job without groups');
        continue;
      }
      const opened = await openFrom(db, 'feed', {
        jobKey: job.jobKey,
        ...place,
        element: job.element,
        stay: { instanceKey: job.instanceKey, elementKey: job.elementKey },
        candidates: headers.data['io.camunda.zeebe:candidateGroups'],
        recordedWith,
      });
      if (opened.result === 'known' || opened.result === 'superseded') continue;
      status = { ...status, repaired: status.repaired + 1 };
      events.missed(job.createdAt);
    }
  }

  async function closeCancelled(epoch: string, said: Digest): Promise<void> {
    const places = await placesOf(epoch, said, said.cancelledJobs);
    for (const job of said.cancelledJobs) {
      const place = places.get(job.instanceKey);
      if (place) await cancelTask(db, { ...place, jobKey: job.jobKey });
    }
  }

  type Place = { readonly caseId: string; readonly run: number };

  /** Which case and run an instance belongs to: from the bulk itself, else from what was applied before. */
  async function placesOf(epoch: string, said: Digest, jobs: readonly FeedJob[]): Promise<ReadonlyMap<string, Place>> {
    const places = new Map<string, Place>();
    if (jobs.length === 0) return places;
    const keys = [...new Set([...jobs.map((job) => job.instanceKey), ...said.instances.flatMap((instance) => instance.parentKey ?? [])])];
    const stored = await rows<Place & { key: string }>(
      db.orm.em.fork(),
      `
      select instance_key as key, case_id as "caseId", run from engine_instance where epoch = ? and instance_key = any(?::text[])`,
      [epoch, `{${keys.join(',')}}`],
    );
    for (const { key, caseId, run } of stored) places.set(key, { caseId, run });
    for (const { instanceKey, caseId, run, parentKey } of said.instances) {
      if (caseId !== null && run !== null) places.set(instanceKey, { caseId, run });
      const parent = parentKey === null ? undefined : places.get(parentKey);
      if (parent) places.set(instanceKey, parent);
    }
    return places;
  }

  async function knownJobs(jobs: readonly FeedJob[], places: ReadonlyMap<string, Place>): Promise<ReadonlySet<string>> {
    const cases = [...new Set([...places.values()].map((place) => place.caseId))];
    const known = await rows<{ caseId: string; jobKey: string }>(
      db.orm.em.fork(),
      `
      select v.case_id as "caseId", v.job_key as "jobKey" from task_visit v join case_file c on c.id = v.case_id and c.run = v.run
      where v.case_id = any(?::uuid[]) and v.job_key = any(?::text[])`,
      [`{${cases.join(',')}}`, `{${jobs.map((job) => job.jobKey).join(',')}}`],
    );
    return new Set(known.map(({ caseId, jobKey }) => `${caseId} ${jobKey}`));
  }

  async function watermark(epoch: string, partition: number): Promise<number> {
    const [row] = await rows<{ position: string }>(
      db.orm.em.fork(),
      'select position::text as position from record_watermark where epoch = ? and partition = ?',
      [epoch, partition],
    );
    return row ? Number(row.position) : -1;
  }

  /** Heard of before in this life of the data, or the first in it. */
  async function isFamiliar(prefix: string, number: number): Promise<boolean> {
    const heard = await rows<{ epoch: string }>(db.orm.em.fork(), 'select distinct epoch from record_watermark where epoch like ?', [
      `%:${number}`,
    ]);
    return heard.length === 0 || heard.some((watermark) => watermark.epoch === `${prefix}:${number}`);
  }

  return {
    async take(records) {
      for (const [prefix, ofPrefix] of Map.groupBy(records, (record) => record.prefix)) {
        const epoch = epochNow();
        if (epoch === null) return 'later';
        if (!accepted.has(prefix)) {
          if (!asked.has(prefix) && !(await isFamiliar(prefix, epoch))) {
            asked.add(prefix);
            events.strange(prefix);
            return 'later';
          }
          accepted.add(prefix);
        }
        for (const [partition, ofPartition] of Map.groupBy(ofPrefix, (record) => record.partition)) {
          await takePartition(`${prefix}:${epoch}`, partition, ofPartition);
        }
      }
      return 'applied';
    },
    status: () => status,
  };
}
