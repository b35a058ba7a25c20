import { Migration } from '@mikro-orm/migrations';

/**
 * Who brought which file when, and what became of it, stays as a record; what stood in the file is kept beside it until the
 * person has decided, and goes then.
 */
const TABLES = `
drop table catalogue_import;
create table catalogue_import (
  id uuid primary key,
  account_id text not null references account,
  organisation_id text not null references organisation,
  file_name text not null,
  file_hash text not null,
  file_size int not null,
  state text not null check (state in ('checking', 'checked', 'refused', 'stored', 'dropped')),
  refusal jsonb,
  tries int not null default 0,
  leased_until timestamptz,
  done int not null default 0,
  total int not null default 0,
  good int not null default 0,
  stored int not null default 0,
  created_at timestamptz not null,
  checked_at timestamptz,
  settled_at timestamptz
);
create index catalogue_import_organisation on catalogue_import (organisation_id, created_at desc);
create index catalogue_import_checking on catalogue_import (created_at) where state = 'checking';
create table catalogue_import_content (
  import_id uuid primary key references catalogue_import,
  bytes bytea,
  checked jsonb
);
alter table draft add column import_id uuid references catalogue_import;
create index draft_import on draft (import_id) where import_id is not null;
`;

export function catalogueImportMigration(applicationRole: string) {
  return class M0016CatalogueImport extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(`
revoke all on catalogue_import, catalogue_import_content from "${applicationRole}";
grant select, insert, update (file_name, state, refusal, tries, leased_until, done, total, good, stored, checked_at, settled_at) on catalogue_import to "${applicationRole}";
grant select, insert, update, delete on catalogue_import_content to "${applicationRole}";
`);
    }
  };
}
