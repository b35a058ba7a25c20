import { Migration } from '@mikro-orm/migrations';

/**
 * Published versions stand for ever; `catalogue_entry` and `information_item` are what the newest one says. An item that
 * is no longer part of its entry keeps its row: grants name it.
 */
const TABLES = `
create table entry_version (
  entry_id text not null references catalogue_entry,
  version int not null,
  content jsonb not null,
  content_hash text not null,
  case_id uuid references case_file,
  published_by text,
  published_at timestamptz not null,
  primary key (entry_id, version)
);
create index entry_version_case on entry_version (case_id);
-- A version is never changed; what it says can be erased (quarantine), and its hash stays.
create function only_erase_version() returns trigger language plpgsql as $$
begin
  if new.content <> '{}'::jsonb then raise exception 'a published version is never changed'; end if;
  return new;
end $$;
create trigger entry_version_erased before update on entry_version for each row execute function only_erase_version();
alter table catalogue_entry add column published_at timestamptz;
-- While it is still supplied to who used it when it was withdrawn.
alter table catalogue_entry add column supplied_until date;
alter table information_item add column open_type text;
alter table information_item add column source_item text;
alter table information_item add column retired boolean not null default false;
alter table information_item drop constraint information_item_entry_id_seq_key;
create index information_item_entry on information_item (entry_id, seq) where not retired;
create index catalogue_entry_provider on catalogue_entry (provider_id);
create index case_file_compiling on case_file (provider_id) where process_key = 'catalogue-review' and ended_at is null;
create table catalogue_import (
  id uuid primary key,
  account_id text not null references account,
  file_name text not null,
  entries jsonb not null,
  done int not null default 0,
  problems jsonb not null default '[]',
  created_at timestamptz not null
);
create index catalogue_import_account on catalogue_import (account_id, created_at desc);
`;

export function catalogueMigration(applicationRole: string) {
  return class M0012Catalogue extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(`
revoke all on entry_version from "${applicationRole}";
grant select, insert, update (content) on entry_version to "${applicationRole}";
grant select, insert, update, delete on catalogue_import to "${applicationRole}";
`);
    }
  };
}
