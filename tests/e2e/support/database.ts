import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** One statement as the owner of the schema, for what no screen can do. */
export async function asOwner(statement: string, values: readonly unknown[]): Promise<number> {
  const client = new pg.Client(inject('installation').ownerUrl);
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** Another revision of the application comes while its task stays open, as an answer to a correction by telephone would. */
export async function reviseBehindTheScreen(caseId: string, key: string, text: string): Promise<void> {
  await asOwner(
    `with revised as (update case_file set revision = revision + 1 where id = $1 returning id, revision)
     insert into case_content (id, case_id, kind, revision, element, form_key, form_version, answers, opinion, basis, salt, hash, written_by, written_at)
     select $2, revised.id, 'application', revised.revision, 'revise', c.form_key, c.form_version, c.answers || jsonb_build_object($3::text, $4::text), '', '', c.salt, c.hash, c.written_by, now()
     from revised join case_content c on c.case_id = revised.id and c.kind = 'application'
     order by c.revision desc limit 1`,
    [caseId, randomUUID(), key, text],
  );
}

/** Gives somebody a post, as their department's administrator would. */
export async function appoint(accountId: string, organisation: string, role: string): Promise<void> {
  await asOwner(
    `insert into appointment (account_id, organisation_id, role, valid_from) select $1, $2, $3, '2025-08-01'
     where not exists (select 1 from appointment where account_id = $1 and organisation_id = $2 and role = $3)`,
    [accountId, organisation, role],
  );
}

/** Ends every session of an account, as a sign-out elsewhere or the time limit does. */
export async function endSessions(username: string): Promise<void> {
  const ended = await asOwner(
    'update session set revoked_at = now() from account a where a.id = session.account_id and a.username = $1 and session.revoked_at is null',
    [username],
  );
  if (ended === 0) throw new Error(`${username} has no session to end`);
}

/** Another person in the same post, who signs in like the demo accounts. */
export async function hireBeside(accountId: string, colleague: string, name: string): Promise<void> {
  await asOwner(
    `with hired as (insert into account (id, username, display_name, organisation_id, unit, password_hash, demo)
       select $1, $1, $3, organisation_id, unit, password_hash, demo from account where id = $2 on conflict do nothing returning id)
     insert into appointment (account_id, organisation_id, role, valid_from)
       select hired.id, p.organisation_id, p.role, p.valid_from from hired, appointment p where p.account_id = $2`,
    [accountId, colleague, name],
  );
}

/** Takes an entry out of the catalogue, or puts it back, while people have it before them. */
export async function setEntryState(entryId: string, state: 'published' | 'draft'): Promise<void> {
  await asOwner('update catalogue_entry set state = $2 where id = $1', [entryId, state]);
}
