import { Migration } from '@mikro-orm/migrations';

/**
 * What a person is told (`notification`), how they want to be told (`notice_setting`), and the outbox of what leaves the
 * product for it (`notice_message`): one message to one person by one way, with a key that says what it tells. Beside it
 * what a leader decided card by card and has not signed yet (`signing_row`).
 */
const TABLES = `
alter table account add column email text;
alter table account add column language text default 'zh-CN' check (language in ('zh-CN', 'en'));
-- Whoever is told is found by post.
create index appointment_post on appointment ((organisation_id || ':' || role));

create table notice_setting (
  account_id text primary key references account,
  quiet boolean not null,
  digest_at text not null,
  choices jsonb not null
);
-- Which ways out are configured; written at each start, so that nothing is queued for a way that is not there.
create table notice_channel (
  channel text primary key check (channel in ('email', 'webhook')),
  active boolean not null,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text not null default ''
);
create table notification (
  id uuid primary key,
  account_id text not null references account,
  case_id uuid not null references case_file,
  task_id uuid references task,
  kind text not null,
  detail text not null,
  -- What it tells, the same for everybody: nobody is told the same thing twice.
  source text not null,
  shown boolean not null,
  created_at timestamptz not null,
  read_at timestamptz,
  -- Which message carries it by which way; null for none.
  email_key text,
  webhook_key text,
  unique (account_id, source)
);
create index notification_shown on notification (account_id, created_at desc, id) where shown;
create index notification_unread on notification (account_id, created_at desc, id) where shown and read_at is null;
create index notification_task on notification (task_id) where read_at is null;
create index notification_old on notification (created_at);
create table notice_message (
  id uuid primary key,
  account_id text not null references account,
  channel text not null references notice_channel,
  key text not null,
  state text not null default 'pending' check (state in ('pending', 'sent', 'dropped', 'given_up', 'unclear')),
  attempts int not null default 0,
  due_at timestamptz not null,
  leased_until timestamptz,
  -- Set before the first byte leaves: a message begun and not settled is never sent again under its id.
  begun_at timestamptz,
  result text not null default '',
  created_at timestamptz not null,
  settled_at timestamptz,
  unique (account_id, channel, key)
);
create index notice_message_pending on notice_message (due_at, id) where state = 'pending';
create index notice_message_trouble on notice_message (settled_at) where state in ('given_up', 'unclear');
create index notice_message_settled on notice_message (settled_at) where state in ('sent', 'dropped');
create index notification_email on notification (account_id, email_key) where email_key is not null;
create index notification_webhook on notification (account_id, webhook_key) where webhook_key is not null;

-- What a leader decided on an opened card and has not signed yet.
create table signing_row (
  account_id text not null references account,
  task_id uuid not null references task,
  outcome text not null,
  opinion text not null,
  basis text not null,
  answers jsonb not null,
  revision int not null,
  added_at timestamptz not null,
  primary key (account_id, task_id)
);
create index signing_row_task on signing_row (task_id);

insert into notice_channel (channel, active) values ('email', false), ('webhook', false);
`;

function grantsTo(role: string): string {
  return `
grant select, insert, update on notice_setting, notice_channel, notification, notice_message, signing_row to "${role}";
grant delete on notification, notice_message, signing_row to "${role}";
`;
}

export function notificationsMigration(applicationRole: string) {
  return class M0003Notifications extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(grantsTo(applicationRole));
    }
  };
}
