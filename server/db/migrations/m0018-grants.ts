import { Migration } from '@mikro-orm/migrations';

/** From whom a complaint is kept, and which ends of grants were told in advance. */
const changes = (role: string) => `
alter table case_file add column kept_from text[] not null default '{}';
update case_file f set kept_from = array[f.provider_id] || array(
  select distinct d.account_id from decision d join case_file c on c.id = d.case_id
  where c.number = (select t.answers->>'targetCaseNumber' from case_content t where t.case_id = f.id and t.kind = 'application' order by t.revision desc limit 1))
where f.process_key = 'complaint';
create table grant_end_notice (
  grant_id uuid not null references share_grant,
  valid_to date not null,
  days int not null,
  told_at timestamptz not null,
  primary key (grant_id, valid_to, days)
);
create index share_grant_ends on share_grant (valid_to) where state in ('active', 'suspended');
grant select, insert on grant_end_notice to "${role}";
`;

export function grantsMigration(applicationRole: string) {
  return class M0018Grants extends Migration {
    override up(): void {
      this.addSql(changes(applicationRole));
    }
  };
}
