import { Migration } from '@mikro-orm/migrations';

/** From whom a complaint is kept. */
export class M0018Grants extends Migration {
  override up(): void {
    this.addSql(`
alter table case_file add column kept_from text[] not null default '{}';
update case_file f set kept_from = array[f.provider_id] || array(
  select distinct d.account_id from decision d join case_file c on c.id = d.case_id
  where c.number = (select t.answers->>'targetCaseNumber' from case_content t where t.case_id = f.id and t.kind = 'application' order by t.revision desc limit 1))
where f.process_key = 'complaint';
`);
  }
}
