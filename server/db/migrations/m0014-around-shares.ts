import { Migration } from '@mikro-orm/migrations';

/** Doubts of data, and grants that are suspended, renewed or ended. */
const tables = (role: string) => `
create table entry_doubt (
  case_id uuid primary key references case_file,
  entry_id text not null references catalogue_entry,
  item_id text not null,
  opened_at timestamptz not null,
  settled_at timestamptz,
  confirmed boolean
);
create index entry_doubt_open on entry_doubt (entry_id) where settled_at is null;
grant select, insert, update on entry_doubt to "${role}";
alter table share_grant drop constraint share_grant_state_check;
alter table share_grant add constraint share_grant_state_check
  check (state in ('approved', 'active', 'withdrawn', 'suspended', 'terminated'));
`;

export function aroundSharesMigration(applicationRole: string) {
  return class M0014AroundShares extends Migration {
    override up(): void {
      this.addSql(tables(applicationRole));
    }
  };
}
