import { Migration } from '@mikro-orm/migrations';

/** Cases of every process: about an entry, a grant or neither; a release names the releases of the processes it calls. */
const TABLES = `
alter table case_file alter column entry_id drop not null;
alter table case_file add column grant_id uuid references share_grant;
create index case_file_grant on case_file (grant_id) where grant_id is not null;
create index case_file_entry on case_file (entry_id, filed_at desc);
alter table process_release add column calls jsonb not null default '{}';
`;

export class M0010Processes extends Migration {
  override up(): void {
    this.addSql(TABLES);
  }
}
