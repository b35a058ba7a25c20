import { Migration } from '@mikro-orm/migrations';

/** Who holds which post and who stands in for whom, with its history; phrases; the ledger of responsibility. */
const TABLES = `
-- Given again on the day on which it was ended: the rule against two at once stands in the domain, under a lock.
alter table appointment drop constraint appointment_account_id_organisation_id_role_valid_from_key;
create index appointment_account on appointment (account_id);
create table appointment_history (
  id bigint generated always as identity primary key,
  appointment_id uuid not null references appointment,
  act text not null check (act in ('given', 'ended')),
  valid_from date not null,
  valid_to date,
  reason text not null,
  done_by text not null references account,
  done_at timestamptz not null
);
create index appointment_history_of on appointment_history (appointment_id, id);

create table deputy (
  id uuid primary key,
  organisation_id text not null references organisation,
  principal_id text not null references account,
  deputy_id text not null references account,
  valid_from date not null,
  valid_to date not null,
  reason text not null,
  given_by text not null references account,
  given_at timestamptz not null,
  ended_by text references account,
  ended_at timestamptz,
  check (principal_id <> deputy_id),
  check (valid_to >= valid_from)
);
create index deputy_of on deputy (deputy_id) where ended_at is null;
create index deputy_for on deputy (principal_id) where ended_at is null;
create index deputy_organisation on deputy (organisation_id, given_at desc);
alter table decision add column acting_for text references account;
alter table case_file add column filed_for text references account;

create table handover (
  id uuid primary key,
  organisation_id text not null references organisation,
  leaver_id text not null references account,
  successor_id text not null references account,
  reason text not null,
  moved jsonb not null,
  done_by text not null references account,
  done_at timestamptz not null,
  check (leaver_id <> successor_id)
);
create index handover_organisation on handover (organisation_id, done_at desc);

create table phrase (
  id uuid primary key,
  account_id text references account,
  organisation_id text references organisation,
  text text not null,
  created_by text not null references account,
  created_at timestamptz not null,
  check (num_nonnulls(account_id, organisation_id) = 1)
);
create index phrase_account on phrase (account_id, created_at) where account_id is not null;
create index phrase_organisation on phrase (organisation_id, created_at) where organisation_id is not null;

create table ledger_entry (
  id uuid primary key,
  kind text not null check (kind in ('late_answer', 'refusal_without_basis', 'bypass_attempt')),
  rule text not null,
  case_id uuid not null references case_file,
  task_id uuid references task,
  organisation_id text not null references organisation,
  account_id text references account,
  post text,
  detail jsonb not null,
  at timestamptz not null,
  -- The same thing again within its day or its due date is one entry.
  sameness text not null unique
);
create index ledger_entry_newest on ledger_entry (at desc, id desc);
create index ledger_entry_organisation on ledger_entry (organisation_id, at desc, id desc);
create index task_due_open on task (due_at) where state = 'open';
`;

function grantsTo(role: string): string {
  return `
grant select, insert on appointment_history, handover, ledger_entry to "${role}";
grant select, insert, update on deputy to "${role}";
grant select, insert, delete on phrase to "${role}";
grant usage on all sequences in schema public to "${role}";
`;
}

export function peopleMigration(applicationRole: string) {
  return class M0005People extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(grantsTo(applicationRole));
    }
  };
}
