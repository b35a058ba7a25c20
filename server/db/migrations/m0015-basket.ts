import { Migration } from '@mikro-orm/migrations';

/** What a person means to apply for together, and which cases were. */
const tables = (role: string) => `
create table basket_entry (
  account_id text not null references account,
  entry_id text not null references catalogue_entry,
  item_ids text[] not null,
  method text not null,
  added_at timestamptz not null,
  primary key (account_id, entry_id)
);
grant select, insert, update, delete on basket_entry to "${role}";
alter table case_file add column filed_together uuid;
create index case_file_together on case_file (filed_together) where filed_together is not null;
`;

export function basketMigration(applicationRole: string) {
  return class M0015Basket extends Migration {
    override up(): void {
      this.addSql(tables(applicationRole));
    }
  };
}
