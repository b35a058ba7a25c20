import { DEFAULT_CHOICES, DEFAULT_QUIET, DEMANDED, digestHours, nextDigest, nextOfficeTime } from '#server/domain/notices.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import { accountOf } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Tx } from './transact.ts';

export type Notice = {
  readonly kind: NoticeKind;
  /** Which of the kind: a code of the texts (server/messages/notices.ts). */
  readonly detail?: string;
  /** What it tells, in the case: nobody is told of the same thing twice. */
  readonly source: string;
  /** The task it asks for; without one the notice leads to the case. */
  readonly taskId?: string | null;
  /** Posts, each held by whoever holds it today, and persons as things are addressed to them; an appointment of tomorrow is told nothing of today. */
  readonly groups?: readonly string[];
  readonly accounts?: readonly string[];
  /** Who is barred, or acted. */
  readonly except?: readonly string[];
};

/** Who is told of each, and how they want to be told of its kind. The holders of all posts are found at once: a look for each notice would go through all appointments as often. */
const RECIPIENTS = `
  with k as materialized (select * from rows from (jsonb_to_recordset(?::jsonb) as (kind text, detail text, source text, case_id uuid, task_id uuid,
      demanded boolean, product boolean, email text, webhook text, quiet boolean, digests jsonb, digest_at text, at timestamptz,
      office timestamptz, today date, except_accounts text[], accounts text[], groups text[])) with ordinality),
    told as (select k.ordinality, unnest(k.accounts) as id from k union
      select k.ordinality, p.account_id from k cross join unnest(k.groups) as post
        join appointment p on p.organisation_id || ':' || p.role = post
          and p.valid_from <= k.today and (p.valid_to is null or p.valid_to >= k.today))
  select k.case_id, k.task_id, k.kind, k.detail, k.source, k.at, k.office, a.id as account_id, coalesce(a.email, '') <> '' as has_email,
    k.demanded or coalesce((s.choices->k.kind->>'product')::boolean, k.product) as shown,
    coalesce(s.choices->k.kind->>'email', k.email) as email, coalesce(s.choices->k.kind->>'webhook', k.webhook) as webhook,
    coalesce(s.quiet, k.quiet) as quiet, k.digests->>coalesce(s.digest_at, k.digest_at) as digest
  from told t join k on k.ordinality = t.ordinality join account a on a.id = t.id left join notice_setting s on s.account_id = a.id
  where a.active and a.id <> all (k.except_accounts)`;

const KEY_OF = (mode: string): string => `case ${mode} when 'at_once' then r.source when 'digest' then 'digest:' || r.digest end`;

/** In SQL: the grant of which a notice `n` tells that it ends; null for all others. */
export const NOTICE_GRANT = `(select g.id from share_grant g where g.case_id = n.case_id and n.kind = 'grant_ends')`;

export type NoticeOf = Notice & { readonly caseId: string };

/**
 * Tells people something, in the caller's transaction: the notice in the product, and beside it the message for each way
 * that is configured and that the person wants. It is sent by server/notices, when its time has come.
 */
export function notify(tx: Tx, file: Pick<CaseFile, 'id'>, notice: Notice): void {
  notifyAll(tx, [{ ...notice, caseId: file.id }]);
}

/** The same of many things at once, as sets. */
export function notifyAll(tx: Tx, notices: readonly NoticeOf[]): void {
  const told = notices.filter(({ groups = [], accounts = [] }) => groups.length + accounts.length > 0);
  if (told.length === 0) return;
  const recipients = [JSON.stringify(told.map(rowFor(tx)))];
  tx.writes.run(
    `insert into notification (id, account_id, case_id, task_id, kind, detail, source, shown, created_at, email_key, webhook_key)
     select gen_random_uuid(), r.account_id, r.case_id, r.task_id, r.kind, r.detail, r.source, r.shown, r.at, ${KEY_OF('r.email')}, ${KEY_OF('r.webhook')}
     from (${RECIPIENTS}) r on conflict do nothing`,
    recipients,
  );
  tx.writes.run(
    `insert into notice_message (id, account_id, channel, key, due_at, created_at)
     select gen_random_uuid(), w.account_id, w.channel, w.key,
       case when w.mode = 'digest' then w.digest::timestamptz when w.quiet then w.office else w.at end, w.at
     from (select r.*, c.channel, m.mode, ${KEY_OF('m.mode')} as key
       from (${RECIPIENTS}) r join notice_channel c on c.active and (c.channel <> 'email' or r.has_email),
         lateral (select case c.channel when 'email' then r.email else r.webhook end as mode) m) w
     where w.key is not null on conflict do nothing`,
    recipients,
  );
  for (const { caseId, groups = [], accounts = [] } of told) tx.announce({ kind: 'notification', caseId, groups, accounts });
}

function rowFor(tx: Tx): (notice: NoticeOf) => object {
  const { calendar } = tx.reference;
  const hours = digestHours(calendar);
  const moment = {
    quiet: DEFAULT_QUIET,
    digests: Object.fromEntries(hours.map((hour) => [hour, nextDigest(calendar, tx.at, hour)])),
    digest_at: hours[0],
    at: tx.at,
    office: nextOfficeTime(calendar, tx.at),
    today: dayOf(tx.at, calendar.timezone),
  };
  return ({ kind, detail = '', source, caseId, taskId = null, groups = [], accounts = [], except = [] }) => ({
    ...moment,
    ...DEFAULT_CHOICES[kind],
    kind,
    detail,
    source: `${caseId}:${source}`,
    case_id: caseId,
    task_id: taskId,
    demanded: DEMANDED.includes(kind),
    except_accounts: except,
    accounts: [...accounts, ...groups.flatMap((group) => accountOf(group) ?? [])],
    groups,
  });
}

/** Whom a case belongs to is told how it goes; not of what they did themselves. */
export function notifyFiler(tx: Tx, file: Pick<CaseFile, 'id' | 'filedBy'>, notice: Omit<Notice, 'groups' | 'accounts'>): void {
  notify(tx, file, { ...notice, accounts: [file.filedBy] });
}

/** A task that is closed asks nobody any more. */
export function readWithTask(tx: Tx, taskId: string): void {
  tx.writes.run('update notification set read_at = ? where task_id = ? and read_at is null', [tx.at, taskId]);
}
