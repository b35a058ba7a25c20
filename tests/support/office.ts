import pg from 'pg';
import { currentActor, openSession } from '#server/auth/session.ts';
import { openChanges } from '#server/db/changes.ts';
import type { Change } from '#server/db/changes.ts';
import { openOrm } from '#server/db/orm.ts';
import { loadReference } from '#server/db/reference.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { Actor, Role } from '#server/domain/actor.ts';
import { cloneDatabase } from './database.ts';
import { expectSoundRecord } from './record.ts';

/** The city's demo on a database of its own, with a clock that only the test moves. */
export type Office = {
  db: Db;
  /** Sets the clock; the office opens on Monday 23 November 2026, 09:00. */
  at: (beijing: string) => void;
  /** As the owner of the schema, for what no command does. */
  sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** As the application's role. */
  appUrl: string;
  /** A person with the appointments in force by the office's clock. */
  person: (accountId: string) => Promise<Actor>;
  /** The same, looked up anew: for whoever was appointed or dismissed since. */
  fresh: (accountId: string) => Promise<Actor>;
  /** A new person with these appointments in one organisation. */
  hire: (accountId: string, organisation: string, roles: readonly Role[], homeOrganisation?: string) => Promise<Actor>;
  /** What was told after commits, in order. */
  told: Change[];
  /** Checks the record of every case that was made here, and drops the database. */
  close: () => Promise<void>;
};

export const MORNING = '2026-11-23T09:00:00';

export async function openOffice(poolSize = 8): Promise<Office> {
  const database = await cloneDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 2 });
  const orm = await openOrm(database.appUrl, poolSize);
  let now = beijing(MORNING);
  const changes = openChanges();
  const told: Change[] = [];
  changes.listen((change) => told.push(change));
  const db: Db = { orm, now: () => now, changes, reference: await loadReference(orm.em.fork()) };

  const known = new Map<string, Promise<Actor>>();

  /** Who somebody is may change from day to day, and no faster here. */
  function person(accountId: string): Promise<Actor> {
    const key = `${accountId} ${dayOf(now)}`;
    const found = known.get(key) ?? signIn(accountId);
    known.set(key, found);
    return found;
  }

  async function signIn(accountId: string): Promise<Actor> {
    const terms = { idleMs: 3_600_000, absoluteMs: 3_600_000, demoAllowed: true };
    const { token } = await transact(db, (tx) => openSession(tx, accountId, 'api', terms));
    const actor = await currentActor(db, token, terms);
    if (actor === null) throw new Error(`${accountId} cannot sign in`);
    return actor;
  }

  const office: Office = {
    db,
    told,
    appUrl: database.appUrl,
    person,
    fresh: signIn,
    at: (text) => {
      now = beijing(text);
    },
    sql: async (text, values) => (await owner.query(text, values)).rows,
    async hire(accountId, organisation, roles, homeOrganisation = organisation) {
      await owner.query(`insert into account (id, username, display_name, organisation_id, password_hash) values ($1, $1, $2, $3, '')`, [
        accountId,
        `新人${accountId}`,
        homeOrganisation,
      ]);
      for (const role of roles) {
        await owner.query(`insert into appointment (account_id, organisation_id, role, valid_from) values ($1, $2, $3, '2025-08-01')`, [
          accountId,
          organisation,
          role,
        ]);
      }
      return person(accountId);
    },
    async close() {
      try {
        await expectSoundRecord(office);
      } finally {
        await orm.close();
        await owner.end();
        await database.drop();
      }
    },
  };
  return office;
}

/** An instant in the city's time, `2026-11-23T09:00:00`. */
export function beijing(text: string): Date {
  return new Date(`${text}+08:00`);
}
