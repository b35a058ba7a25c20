import { draftNames } from '#server/db/imports.ts';
import { rows, run } from '#server/db/orm.ts';
import { readRegister } from '#server/db/catalogue-register.ts';
import { formOf, releaseForNewCase } from '#server/db/reference.ts';
import { readApplicant } from '#server/db/applicants.ts';
import { standingOptions } from '#server/db/standing-options.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import type { FieldRefusal } from '#server/domain/refusal.ts';
import type { SheetChecks } from '#server/domain/sheet/check-sheet.ts';
import type { CheckedWorkbook } from '#server/sheets/check-workbook.ts';
import { checkInThread } from '#server/sheets/thread.ts';

type Claimed = {
  readonly id: string;
  readonly accountId: string;
  readonly organisationId: string;
  readonly tries: number;
  readonly bytes: Buffer;
};

const LEASE_MS = 120_000;
const MOST_TRIES = 3;
const PROCESS = 'catalogue-review';

/** Checks what is waiting, the oldest first. What a killed server had begun is begun anew: nothing of it is kept before its end. */
export async function checkImports(db: Db, ending: AbortSignal): Promise<void> {
  while (!ending.aborted) {
    const claimed = await claim(db);
    if (claimed === null) return;
    if (claimed.tries > MOST_TRIES) await settle(db, claimed, { code: 'sheet_failed' });
    else await check(db, claimed, ending);
  }
}

async function claim(db: Db): Promise<Claimed | null> {
  const now = db.now();
  const [claimed] = await rows<Claimed>(
    db.orm.em.fork(),
    `with free as (
       select id from catalogue_import where state = 'checking' and (leased_until is null or leased_until < ?::timestamptz)
       order by created_at limit 1 for update skip locked)
     update catalogue_import i set leased_until = ?::timestamptz, tries = i.tries + 1
     from free, catalogue_import_content c where i.id = free.id and c.import_id = i.id
     returning i.id, i.account_id as "accountId", i.organisation_id as "organisationId", i.tries, c.bytes`,
    [now, new Date(now.getTime() + LEASE_MS)],
  );
  return claimed ?? null;
}

async function check(db: Db, claimed: Claimed, ending: AbortSignal): Promise<void> {
  const progress = openProgress(db, claimed);
  try {
    const checks = await checksFor(db, claimed);
    const result = await checkInThread({ ...checks, bytes: claimed.bytes }, progress.tell, ending);
    await progress.end();
    await settle(db, claimed, result);
  } catch (error) {
    await progress.end();
    if (!ending.aborted) throw error;
    // Whoever starts next need not wait for the lease, and a stop is no failed try.
    await run(db.orm.em.fork(), 'update catalogue_import set leased_until = null, tries = tries - 1 where id = ? and tries = ?', [
      claimed.id,
      claimed.tries,
    ]);
  }
}

async function checksFor(db: Db, { accountId, organisationId }: Claimed): Promise<SheetChecks> {
  const em = db.orm.em.fork();
  const release = releaseForNewCase(db.reference, PROCESS, db.now());
  const form = release?.forms.get(release.startForm);
  if (!form) throw new Error(`${PROCESS} has no form to start with`);
  const schema = formOf(db.reference, form);
  const applicant = await readApplicant(em, organisationId);
  const options = {
    ...standingOptions(schema, db.reference),
    ...kindOf(PROCESS).startOptions({ entry: null, grant: null }, { applicant, city: db.reference.city }),
  };
  return {
    schema,
    context: { today: dayOf(db.now(), db.reference.calendar.timezone), options },
    register: await readRegister(em, { providerId: organisationId, entryId: null, caseId: null }),
    draftNames: await draftNames(em, accountId),
  };
}

/** Writes down how far it is, one write at a time; of what comes meanwhile the last. */
function openProgress(db: Db, { id, tries }: Claimed) {
  let next: { done: number; total: number } | null = null;
  let writing: Promise<void> | null = null;
  async function write(): Promise<void> {
    while (next !== null) {
      const { done, total } = next;
      next = null;
      const lease = new Date(db.now().getTime() + LEASE_MS);
      await run(
        db.orm.em.fork(),
        `update catalogue_import set done = ?, total = ?, leased_until = ? where id = ? and state = 'checking' and tries = ?`,
        [done, total, lease, id, tries],
      );
    }
    writing = null;
  }
  return {
    tell(done: number, total: number): void {
      next = { done, total };
      writing ??= write();
    },
    end: async (): Promise<void> => (await writing) ?? undefined,
  };
}

/** Of two servers that checked the same, the one that claimed it last has the word. */
function settle(db: Db, { id, tries }: Claimed, result: CheckedWorkbook | FieldRefusal): Promise<void> {
  return transact(db, async (tx) => {
    const checked = 'code' in result ? null : result;
    const entries = checked?.entries ?? [];
    const settled = await run(
      tx.em,
      `update catalogue_import set state = ?, refusal = ?, done = ?, total = ?, good = ?, checked_at = ?, leased_until = null
       where id = ? and state = 'checking' and tries = ?`,
      [
        checked ? 'checked' : 'refused',
        checked ? null : JSON.stringify(result),
        entries.length,
        entries.length,
        entries.filter(({ answers }) => answers !== null).length,
        tx.at,
        id,
        tries,
      ],
    );
    if (settled === 0) return;
    if (checked)
      tx.writes.run('update catalogue_import_content set bytes = null, checked = ?::jsonb where import_id = ?', [
        JSON.stringify(checked),
        id,
      ]);
    else tx.writes.run('delete from catalogue_import_content where import_id = ?', [id]);
  });
}
