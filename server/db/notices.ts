import { DEFAULT_CHOICES, DEFAULT_QUIET, DEMANDED, digestHours, nextDigest, nextOfficeTime } from '#server/domain/notices.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
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
  /** Posts, each held by whoever holds it today; an appointment of tomorrow is told nothing of today. */
  readonly groups?: readonly string[];
  readonly accounts?: readonly string[];
  /** Who is barred, or acted. */
  readonly except?: readonly string[];
};

/** Who is told, and how each wants to be told of this kind. */
const RECIPIENTS = `
  select a.id as account_id, coalesce(a.email, '') <> '' as has_email,
    k.demanded or coalesce((s.choices->k.kind->>'product')::boolean, k.product) as shown,
    coalesce(s.choices->k.kind->>'email', k.email) as email, coalesce(s.choices->k.kind->>'webhook', k.webhook) as webhook,
    coalesce(s.quiet, k.quiet) as quiet, k.digests->>coalesce(s.digest_at, k.digest_at) as digest,
    k.source, k.at, k.office
  from (select ?::text as kind, ?::boolean as demanded, ?::boolean as product, ?::text as email, ?::text as webhook, ?::boolean as quiet,
      ?::jsonb as digests, ?::text as digest_at, ?::text as source, ?::timestamptz as at, ?::timestamptz as office) k,
    account a left join notice_setting s on s.account_id = a.id
  where a.active and a.id <> all (?::text[]) and a.id in (
    select unnest(?::text[]) union
    select p.account_id from appointment p where p.organisation_id || ':' || p.role = any (?::text[])
      and p.valid_from <= ?::date and (p.valid_to is null or p.valid_to >= ?::date))`;

const KEY_OF = (mode: string): string => `case ${mode} when 'at_once' then r.source when 'digest' then 'digest:' || r.digest end`;

/**
 * Tells people something, in the caller's transaction: the notice in the product, and beside it the message for each way
 * that is configured and that the person wants. It is sent by server/notices, when its time has come.
 */
export function notify(tx: Tx, file: Pick<CaseFile, 'id'>, notice: Notice): void {
  const { kind, detail = '', taskId = null, groups = [], accounts = [], except = [] } = notice;
  if (groups.length === 0 && accounts.length === 0) return;
  const { calendar } = tx.reference;
  const { product, email, webhook } = DEFAULT_CHOICES[kind];
  const hours = digestHours(calendar);
  const digests = Object.fromEntries(hours.map((hour) => [hour, nextDigest(calendar, tx.at, hour).toISOString()]));
  const today = dayOf(tx.at, calendar.timezone);
  const source = `${file.id}:${notice.source}`;
  const recipients = [
    ...[kind, DEMANDED.includes(kind), product, email, webhook, DEFAULT_QUIET, JSON.stringify(digests), hours[0], source, tx.at],
    ...[nextOfficeTime(calendar, tx.at), [...except], [...accounts], [...groups], today, today],
  ];
  tx.writes.run(
    `insert into notification (id, account_id, case_id, task_id, kind, detail, source, shown, created_at, email_key, webhook_key)
     select gen_random_uuid(), r.account_id, ?::uuid, ?::uuid, ?, ?, r.source, r.shown, r.at, ${KEY_OF('r.email')}, ${KEY_OF('r.webhook')}
     from (${RECIPIENTS}) r on conflict do nothing`,
    [file.id, taskId, kind, detail, ...recipients],
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
  tx.announce({ kind: 'notification', caseId: file.id, groups, accounts });
}

/** Whom a case belongs to is told how it goes; not of what they did themselves. */
export function notifyFiler(tx: Tx, file: Pick<CaseFile, 'id' | 'filedBy'>, notice: Omit<Notice, 'groups' | 'accounts'>): void {
  notify(tx, file, { ...notice, accounts: [file.filedBy] });
}

/** A task that is closed asks nobody any more. */
export function readWithTask(tx: Tx, taskId: string): void {
  tx.writes.run('update notification set read_at = ? where task_id = ? and read_at is null', [tx.at, taskId]);
}
