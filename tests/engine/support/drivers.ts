import pg from 'pg';
import type { ProcessKey } from '#processes/registry.ts';
import type { FactValue } from '#processes/semantics/run.ts';
import type { PathMove } from '#processes/semantics/paths.ts';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { beginDueTasks } from '#server/commands/begin-due-tasks.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { Task } from '#server/db/entities/task.ts';
import { SYSTEM } from '#server/db/record.ts';
import { releaseOf } from '#server/db/reference.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { actorOf, decideStep, fileExample, fileSample, memberOf } from './cases.ts';
import { until } from './world.ts';
import type { World } from './world.ts';

export type Facts = Readonly<Record<string, FactValue>>;
type Message = Extract<PathMove, { kind: 'message' }>;

/** How people bring a case of a process to where a path needs it. */
export type Driver = {
  /** Files a case with these facts; returns its id. */
  file(world: World, facts: Facts): Promise<string>;
};

/** Processes whose answers decide their way are walked in engine tests of their own. */
export const DRIVERS: Readonly<Partial<Record<ProcessKey, Driver>>> = {
  'conditional-share': { file: fileShare },
  'data-dispute': { file: ({ db }) => fileExample(db, 'data-dispute', 'housing-applicant', { entryId: 'cat-040' }) },
  complaint: { file: ({ db }) => fileExample(db, 'complaint', 'housing-applicant', { targetOrganisation: 'civil' }) },
  'unlisted-demand': { file: ({ db }) => fileExample(db, 'unlisted-demand', 'housing-applicant', { providerId: 'civil' }) },
  'collection-check': { file: ({ db }) => fileExample(db, 'collection-check', 'civil-steward', {}) },
  'share-dispute': { file: fileDispute },
  'data-update': { file: begunUpdate },
  're-evaluation': { file: begunReevaluation },
  'grant-renewal': {
    file: async (world, { sameDepartment }) => {
      const grantId = await activeGrant(world, sameDepartment === true);
      return fileExample(world.db, 'grant-renewal', sameDepartment === true ? 'civil-applicant' : 'housing-applicant', {
        grantId,
        validTo: isoDay(700),
      });
    },
  },
  'grant-suspension': {
    file: async (world) => fileExample(world.db, 'grant-suspension', 'bdb-sec', { grantId: await activeGrant(world, false) }),
  },
};

let ways = 0;

/** Each way has a case of an entry of its own, which the system begins: of one entry one at a time. */
async function begunUpdate(world: World): Promise<string> {
  const [entry] = await asOwner<{ id: string }>(
    world,
    `update catalogue_entry set update_cycle = 'monthly', updated_on = '2026-01-01'
     where id = (select id from catalogue_entry where state = 'published' order by id desc offset $1 limit 1) returning id`,
    [ways++],
  );
  return begun(world, 'data-update', entry?.id ?? '');
}

/** Of what a review withheld; the decision is the one by which the entry's data were found fresh. */
async function begunReevaluation(world: World): Promise<string> {
  const updated = await begunUpdate(world);
  await world.untilAsked(updated, 'data_refresh');
  await decideStep(world.db, updated, 'data_refresh', 'confirm');
  await world.untilState(updated, 'answered');
  const [review] = await asOwner<{ entry_id: string }>(
    world,
    `insert into review_decision (id, number, case_id, entry_id, provider_id, conclusion, channel, level, salt, content_hash, content, signers,
       consultations, ruleset, approved_by, decided_at, reevaluate_on)
     select gen_random_uuid(), f.number, f.id, f.entry_id, f.provider_id, 'withhold', 'portal', 1, '', '', '{}', '[]', '[]', '', d.id, d.decided_at,
       '2026-01-01' from case_file f join decision d on d.case_id = f.id where f.id = $1 returning entry_id`,
    [updated],
  );
  return begun(world, 're-evaluation', review?.entry_id ?? '');
}

/** Another way's look may have begun it. */
async function begun({ db }: World, processKey: ProcessKey, entryId: string): Promise<string> {
  await beginDueTasks(db);
  const found = () => db.orm.em.fork().findOne(CaseFile, { processKey, entryId });
  await until(async () => (await found()) !== null, `${processKey} has begun`);
  return (await found())?.id ?? '';
}

async function asOwner<Row extends object>(world: World, sql: string, values: unknown[]): Promise<Row[]> {
  const owner = new pg.Client(world.ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<Row>(sql, values);
  await owner.end();
  return rows;
}

/** A grant in use, of a case that has come to its end. */
async function activeGrant(world: World, sameDepartment: boolean): Promise<string> {
  const shared = await fileShare(world, { shareClass: 'unconditional', reviewLevel: 1, sameDepartment, areaApplicant: false });
  await world.untilState(shared, 'granted');
  return (await world.db.orm.em.fork().findOneOrFail(ShareGrant, { caseId: shared })).id;
}

function isoDay(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** One entry for each way in which facts can differ, changed by the owner so that its one item brings them about. */
async function fileShare(world: World, { shareClass, reviewLevel, sameDepartment, areaApplicant }: Facts): Promise<string> {
  const ownArea = areaApplicant === true && sameDepartment === true;
  const [applicant, provider] = [areaApplicant === true ? 'county-540102' : 'housing', ownArea ? 'county-540102' : 'civil'];
  const place =
    ['unconditional', 'conditional', 'not_shared'].indexOf(String(shareClass)) * 8 + (ownArea ? 4 : 0) + Number(reviewLevel) - 1;
  const { entry, item } = await gradedEntry(world, place, String(shareClass), Number(reviewLevel), provider);
  return fileSample(world.db, { entryId: entry, items: [item], applicant: sameDepartment === true ? provider : applicant });
}

async function gradedEntry(
  world: World,
  place: number,
  shareClass: string,
  level: number,
  provider: string,
): Promise<{ entry: string; item: string }> {
  const owner = new pg.Client(world.ownerUrl);
  await owner.connect();
  const { rows } = await owner.query<{ entry: string; item: string }>(
    `select e.id as entry, min(i.id) as item from catalogue_entry e join information_item i on i.entry_id = e.id
     where e.state = 'published' group by e.id order by e.id offset $1 limit 1`,
    [place],
  );
  const [graded] = rows;
  if (!graded) throw new Error('too few entries');
  await owner.query(
    `update catalogue_entry set provider_id = $3, share_type = $2, share_condition = '履行法定职责',
       not_shared_basis = '依据', share_methods = '{verify_api}' where id = $1`,
    [graded.entry, shareClass, provider],
  );
  await owner.query(`update information_item set level = $2, flags = '{}' where id = $1`, [graded.item, level]);
  await owner.end();
  return graded;
}

/** Of an entry that is not shared, with one item of the level in question. */
async function fileDispute(world: World, { reviewLevel }: Facts): Promise<string> {
  const { entry, item } = await gradedEntry(world, 24 + Number(reviewLevel) - 1, 'not_shared', Number(reviewLevel), 'civil');
  return fileExample(world.db, 'share-dispute', 'housing-applicant', { entryId: entry, itemIds: [item] });
}

/** Brings about what a path's message stands for, as people or time do. */
export async function sendMessage(world: World, caseId: string, { name, element }: Message): Promise<void> {
  const { db } = world;
  const em = db.orm.em.fork();
  const file = await em.findOneOrFail(CaseFile, { id: caseId });
  switch (name) {
    case 'case.withdrawn': {
      const by = file.filedBy === SYSTEM ? await memberOf(db, ['bdb:bureau_catalogue_reviewer']) : await actorOf(db, file.filedBy);
      const withdrawn = await withdrawCase(db, by, { caseId });
      if (isRefusal(withdrawn)) throw new Error(`not withdrawn: ${JSON.stringify(withdrawn)}`);
      return;
    }
    case 'extension.requested': {
      const { definition } = releaseOf(db.reference, file.processKey, file.release);
      const waiting = definition.elements.find(({ id }) => id === element)?.attachedTo ?? '';
      const task = await em.findOneOrFail(Task, { caseId, element: waiting, state: 'open' });
      const asked = await requestExtension(db, await memberOf(db, task.candidates, task.barred), {
        taskId: task.id,
        days: 2,
        reason: '需会同多处室核对',
      });
      if (isRefusal(asked)) throw new Error(`no extension: ${JSON.stringify(asked)}`);
      return;
    }
    case 'clock.expired':
      await attendClocks({ ...db, now: () => new Date(Date.now() + 90 * 86_400_000) });
      return;
    default:
      throw new Error(`nobody knows how to bring about ${name}`);
  }
}
