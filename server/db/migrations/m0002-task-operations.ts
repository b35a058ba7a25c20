import { Migration } from '@mikro-orm/migrations';

/** What people do with a task: whom it asks now, who signs it, and where a return leads. */
const TABLES = `
alter table task add column asked text[] not null default '{}';
update task set asked = candidates where state = 'open';
-- Left without an outcome of the drawing: for which round of which step, in whose hand it is there.
alter table task add column returned_to text;
alter table task add column returned_round int;
alter table task add column returned_for text;
-- The step at which it goes on once this one is decided, when it was returned for this one alone.
alter table task add column resume_at text;
-- Since when nobody was there to act on it.
alter table task add column unmanned_at timestamptz;
create index task_unmanned on task (unmanned_at) where state = 'open' and unmanned_at is not null;

create table task_signer (
  id uuid primary key,
  case_id uuid not null references case_file,
  task_id uuid not null references task deferrable initially deferred,
  seq int not null,
  place text not null check (place in ('drawn', 'before', 'after')),
  anchor_id uuid,
  groups text[] not null,
  holder text,
  acting_as text,
  delegate text,
  state text not null check (state in ('waiting', 'due', 'signed', 'removed')),
  outcome text,
  added_by text references account
);
create index task_signer_case on task_signer (case_id);

-- Whoever gets a step back that they had signed signs it again.
alter table decision drop constraint decision_task_id_account_id_key;
create index decision_task on decision (task_id);
alter table decision add column added boolean not null default false;

-- Where the engine stands with a job, so that it can be moved from there.
alter table task_visit add column instance_key text;
alter table task_visit add column element_key text;
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check check (kind in ('case.start', 'case.move', 'job.complete', 'message.publish'));

alter table reminder drop constraint reminder_kind_check;
alter table reminder add constraint reminder_kind_check check (kind in ('half', 'eighty', 'overdue', 'escalated', 'urged'));
`;

export function taskOperationsMigration(applicationRole: string) {
  return class M0002TaskOperations extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(`grant select, insert, update on task_signer to "${applicationRole}";`);
    }
  };
}
