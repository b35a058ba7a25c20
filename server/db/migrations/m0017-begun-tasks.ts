import { Migration } from '@mikro-orm/migrations';

/**
 * Cases that the system itself begins: filed by `system`, as events name it, which is nobody's account; of one entry one
 * at a time. And until when the provider of an entry may put its update off.
 */
const TABLES = `
alter table catalogue_entry add column update_expected_on date;
alter table account add constraint account_is_a_person check (id <> 'system');
alter table case_file drop constraint case_file_filed_by_fkey;
alter table case_file add column filed_by_person text generated always as (nullif(filed_by, 'system')) stored references account;
alter table case_content drop constraint case_content_written_by_fkey;
alter table case_content add column written_by_person text generated always as (nullif(written_by, 'system')) stored references account;
create unique index case_file_begun_once on case_file (process_key, entry_id)
  where process_key in ('data-update', 're-evaluation') and ended_at is null;
`;

export class M0017BegunTasks extends Migration {
  override up(): void {
    this.addSql(TABLES);
  }
}
