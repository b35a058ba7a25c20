import { Migration } from '@mikro-orm/migrations';

/**
 * The first schema. Current state stands in rows, what happened in the append-only `event` table;
 * everything a person wrote (answers, opinions, files) stands in rows of its own that can be erased.
 */
const TABLES = `
create table organisation (
  id text primary key,
  code text not null unique,
  name text not null,
  short_name text not null,
  kind text not null,
  parent_id text references organisation,
  profile jsonb not null default '{}'
);
create table account (
  id text primary key,
  username text not null unique,
  display_name text not null,
  organisation_id text not null references organisation,
  unit text not null default '',
  password_hash text not null,
  demo boolean not null default false,
  active boolean not null default true
);
create table appointment (
  id uuid primary key default gen_random_uuid(),
  account_id text not null references account,
  organisation_id text not null references organisation,
  role text not null,
  valid_from date not null,
  valid_to date,
  unique (account_id, organisation_id, role, valid_from)
);
create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  account_id text not null references account,
  kind text not null check (kind in ('browser', 'api')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on session (account_id) where revoked_at is null;

create table catalogue_entry (
  id text primary key,
  resource_code text not null unique,
  name text not null,
  provider_id text not null references organisation,
  state text not null,
  version int not null default 1,
  key_field text not null,
  catalogue_kind text not null,
  share_type text not null,
  share_condition text,
  not_shared_basis text,
  share_methods text[] not null,
  open_type text not null,
  open_condition text,
  not_open_basis text,
  update_cycle text not null,
  updated_on date,
  subject_type text not null,
  level int not null check (level between 1 and 4),
  abstract text not null,
  details jsonb not null,
  search tsvector not null
);
create index catalogue_entry_search on catalogue_entry using gin (search);
create index catalogue_entry_published on catalogue_entry (state, resource_code);
create table information_item (
  id text primary key,
  entry_id text not null references catalogue_entry,
  seq int not null,
  name text not null,
  name_en text not null,
  data_type text not null,
  length int,
  level int not null check (level between 1 and 4),
  flags text[] not null,
  mask_rule text,
  share_type text not null,
  unique (entry_id, seq)
);

create table calendar_day (
  day date primary key,
  off boolean not null,
  name text not null,
  level text not null check (level in ('national', 'city')),
  source text not null default ''
);
-- Every edit of the calendar, for ever; the newest is the edition that due dates are computed with.
create table calendar_edition (
  revision int primary key,
  day date not null,
  off boolean,
  name text not null,
  source text not null,
  edited_by text not null references account,
  edited_at timestamptz not null
);
create index calendar_edition_day on calendar_edition (day, revision);
create table deadline (
  key text not null,
  effective_from date not null,
  amount int not null,
  unit text not null,
  extension_max int,
  basis text not null,
  status text not null,
  note text not null default '',
  primary key (key, effective_from)
);

create table form_version (
  key text not null,
  version int not null,
  schema jsonb not null,
  content_hash text not null,
  primary key (key, version)
);
create table process_release (
  process_key text not null,
  number int not null,
  bpmn text not null,
  forms jsonb not null,
  content_hash text not null,
  author_id text,
  releaser_id text,
  reason text not null,
  effective_from timestamptz not null,
  primary key (process_key, number)
);

create table case_file (
  id uuid primary key,
  number text not null unique,
  process_key text not null,
  release int not null,
  state text not null,
  title text not null,
  applicant_id text not null references organisation,
  provider_id text not null references organisation,
  filed_by text not null references account,
  entry_id text not null references catalogue_entry,
  facts jsonb not null,
  parties text[] not null,
  reply_state text not null default 'none' check (reply_state in ('none', 'drafted', 'recorded')),
  revision int not null default 1,
  run int not null default 1,
  filed_at timestamptz not null,
  ended_at timestamptz,
  event_seq int not null default 0,
  event_hash text not null default '',
  search tsvector not null,
  foreign key (process_key, release) references process_release
);
create index case_file_filed_by on case_file (filed_by, filed_at desc, id);
create index case_file_applicant on case_file (applicant_id, filed_at desc, id);
create index case_file_provider on case_file (provider_id, filed_at desc, id);
create index case_file_all on case_file (filed_at desc, id);
create index case_file_running on case_file (process_key, id) where ended_at is null;
create index case_file_parties on case_file using gin (parties);
create index case_file_search on case_file using gin (search);

create table case_content (
  id uuid primary key,
  case_id uuid not null references case_file,
  kind text not null check (kind in ('application', 'supplement', 'decision')),
  revision int not null,
  element text,
  form_key text not null,
  form_version int not null,
  answers jsonb not null,
  opinion text not null default '',
  basis text not null default '',
  salt text not null,
  hash text not null,
  written_by text not null references account,
  written_at timestamptz not null,
  erased_at timestamptz
);
create index case_content_case on case_content (case_id, written_at);

create table attachment (
  id uuid primary key,
  owner_id text not null references account,
  case_id uuid references case_file,
  name text not null,
  type text not null,
  size int not null,
  sha256 text not null,
  salt text not null,
  bytes bytea not null,
  created_at timestamptz not null,
  erased_at timestamptz
);
create index attachment_case on attachment (case_id);
create index attachment_loose on attachment (owner_id) where case_id is null;

create table draft (
  id uuid primary key,
  account_id text not null references account,
  process_key text not null,
  subject text not null,
  form_key text not null,
  form_version int not null,
  answers jsonb not null,
  updated_at timestamptz not null,
  unique (account_id, process_key, subject)
);

create index draft_subject on draft (subject);

create table task (
  id uuid primary key,
  case_id uuid not null references case_file,
  process_key text not null,
  element text not null,
  round int not null,
  job_key text not null,
  state text not null check (state in ('open', 'decided', 'cancelled')),
  name text not null,
  candidates text[] not null,
  barred text[] not null,
  form_key text not null,
  form_version int not null,
  limit_key text not null,
  due_at timestamptz,
  created_at timestamptz not null,
  closed_at timestamptz,
  outcome text,
  decided_by text references account,
  unique (case_id, element, round)
);
create index task_open_job on task (job_key) where state = 'open';
create index task_open_case on task (case_id) where state = 'open';
create index task_case on task (case_id, created_at);

create table task_candidate (
  group_id text not null,
  task_id uuid not null references task on delete cascade,
  process_key text not null,
  due_at timestamptz not null,
  created_at timestamptz not null,
  barred text[] not null,
  primary key (task_id, group_id)
);
create index task_candidate_due on task_candidate (group_id, due_at, task_id);
create index task_candidate_new on task_candidate (group_id, created_at desc, task_id);

create table decision (
  id uuid primary key,
  case_id uuid not null references case_file,
  task_id uuid not null references task,
  element text not null,
  round int not null,
  outcome text not null,
  account_id text not null references account,
  acting_as text not null,
  revision int not null,
  content_id uuid references case_content deferrable initially deferred,
  payload_hash text not null,
  decided_at timestamptz not null,
  unique (task_id, account_id)
);
create index decision_account on decision (account_id, decided_at desc, id);
create index decision_case on decision (case_id, decided_at);

create table clock (
  id uuid primary key,
  case_id uuid not null references case_file,
  limit_key text not null,
  element text not null,
  until_element text not null,
  state text not null check (state in ('running', 'stopped', 'ended', 'expired')),
  detail jsonb not null,
  due_at timestamptz,
  attention_at timestamptz,
  calendar_revision int not null default 0
);
create index clock_calendar on clock (calendar_revision, case_id) where state = 'running';
create index clock_attention on clock (attention_at) where attention_at is not null;
create unique index clock_live on clock (case_id, limit_key, until_element) where state in ('running', 'stopped');
create index clock_case on clock (case_id);

create table event (
  case_id uuid not null references case_file,
  seq int not null,
  type text not null,
  at timestamptz not null,
  actor text not null,
  data jsonb not null,
  prev_hash text not null,
  hash text not null,
  primary key (case_id, seq)
);

create table outbox (
  id bigint generated always as identity primary key,
  case_id uuid not null references case_file,
  kind text not null check (kind in ('case.start', 'job.complete', 'message.publish')),
  payload jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'stuck')),
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  leased_until timestamptz,
  result text,
  created_at timestamptz not null default now(),
  delivered_at timestamptz
);
create index outbox_pending on outbox (due_at, id) where state = 'pending';
create index outbox_case on outbox (case_id, id) where state in ('pending', 'stuck');
-- A replay looks for what each case was told before.
create index outbox_told on outbox (case_id, id);
create index outbox_delivered on outbox (delivered_at) where state = 'delivered';

create table share_grant (
  id uuid primary key,
  number text not null unique,
  case_id uuid not null unique references case_file,
  entry_id text not null references catalogue_entry,
  provider_id text not null references organisation,
  consumer_id text not null references organisation,
  state text not null check (state in ('approved', 'active', 'withdrawn')),
  items text[] not null,
  method text not null,
  treatment text not null,
  row_filter text not null default '',
  quota int,
  quota_unit text,
  valid_from date not null,
  valid_to date not null,
  delivery jsonb,
  approved_at timestamptz not null,
  activated_at timestamptz
);
create index share_grant_consumer on share_grant (consumer_id, approved_at desc, id);
create index share_grant_provider on share_grant (provider_id, approved_at desc, id);
create index share_grant_entry on share_grant (entry_id, consumer_id);

create table case_copy (
  id uuid primary key,
  case_id uuid not null references case_file,
  group_id text not null,
  reason text not null,
  created_at timestamptz not null,
  unique (case_id, group_id, reason)
);
create index case_copy_group on case_copy (group_id, created_at desc, id);
create table reminder (
  id uuid primary key,
  case_id uuid not null references case_file,
  clock_id uuid not null references clock,
  group_id text not null,
  kind text not null check (kind in ('half', 'eighty', 'overdue', 'escalated')),
  due_at timestamptz not null,
  created_at timestamptz not null,
  unique (clock_id, group_id, kind, due_at)
);
create index reminder_group on reminder (group_id, created_at desc);

create table engine_epoch (
  number int generated always as identity primary key,
  marker_version int not null,
  noticed_at timestamptz not null,
  reason text not null,
  settled_at timestamptz
);
create table engine_definition (
  process_key text not null,
  number int not null,
  epoch int not null references engine_epoch,
  definition_key text not null,
  deployed_at timestamptz not null,
  primary key (process_key, number, epoch)
);
create table record_watermark (
  epoch text not null,
  partition int not null,
  position bigint not null,
  record_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (epoch, partition)
);
create table engine_instance (
  epoch text not null,
  instance_key text not null,
  case_id uuid not null references case_file,
  run int not null,
  root boolean not null default true,
  state text not null check (state in ('active', 'completed', 'terminated')),
  primary key (epoch, instance_key)
);
create index engine_instance_case on engine_instance (case_id);
create table element_visit (
  epoch text not null,
  visit_key text not null,
  case_id uuid not null references case_file,
  run int not null,
  element text not null,
  kind text not null,
  state text not null,
  job_key text,
  entered_at timestamptz not null,
  left_at timestamptz,
  primary key (epoch, visit_key)
);
create index element_visit_case on element_visit (case_id, run);
create table task_visit (
  case_id uuid not null references case_file,
  run int not null,
  element text not null,
  round int not null,
  job_key text not null,
  cancelled_at timestamptz,
  primary key (case_id, run, element, round),
  unique (case_id, run, job_key)
);
create table incident (
  epoch text not null,
  incident_key text not null,
  case_id uuid references case_file,
  element text not null,
  job_key text,
  error_type text not null,
  message text not null,
  state text not null check (state in ('open', 'resolved')),
  created_at timestamptz not null,
  resolved_at timestamptz,
  primary key (epoch, incident_key)
);
create index incident_open on incident (created_at) where state = 'open';
create table reconciliation (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  cause text not null,
  findings jsonb not null
);

create table idempotency_key (
  account_id text not null,
  key text not null,
  call text not null,
  body_hash text not null,
  claim uuid not null,
  claimed_until timestamptz not null,
  status int,
  response jsonb,
  created_at timestamptz not null,
  primary key (account_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
-- Shape of rate-limiter-flexible: failed sign-ins per account and per address.
create table sign_in_brake (
  key varchar(255) primary key,
  points int not null default 0,
  expire bigint
);
create table number_series (
  series text not null,
  year int not null,
  last int not null,
  primary key (series, year)
);
`;

/** What may go without a trace: half-done things, copies, leases and what a person never filed. */
const DELETABLE = 'draft, attachment, session, task_candidate, outbox, reconciliation, idempotency_key, sign_in_brake';

/** The application owns nothing, can neither change nor delete what was recorded, and knows nothing of migrations. */
function grantsTo(role: string): string {
  return `
grant usage on schema public to "${role}";
grant select, insert, update on all tables in schema public to "${role}";
grant usage on all sequences in schema public to "${role}";
grant delete on ${DELETABLE} to "${role}";
revoke update on event, decision, process_release, form_version, calendar_edition from "${role}";
revoke all on mikro_orm_migrations from "${role}";
-- A temporary table would be found before the real one of its name.
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;
`;
}

export function startMigration(applicationRole: string) {
  return class M0001Start extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(grantsTo(applicationRole));
    }
  };
}
