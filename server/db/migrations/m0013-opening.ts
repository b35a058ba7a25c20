import { Migration } from '@mikro-orm/migrations';

/**
 * Directional opening. A grant is a share or an opening; an opening is delivered through an interface only (invariant I6).
 * Of the secret of an interface only its hash is kept.
 */
const TABLES = `
alter table share_grant add column kind text not null default 'share' check (kind in ('share', 'open'));
alter table share_grant add constraint share_grant_open_is_interface check (kind <> 'open' or method in ('query_api', 'verify_api'));

-- Decisions made before this system, for the entries that were brought in with it: valid while the content is the same.
create table imported_release (
  entry_id text primary key references catalogue_entry,
  number text not null unique,
  salt text not null,
  content_hash text not null,
  decided_on date not null
);
-- Credit lists and records of misuse, by unified social credit code.
create table listed_applicant (
  uscc text not null,
  list text not null check (list in ('dishonest_debtor', 'serious_dishonest', 'data_misuse')),
  listed_on date not null,
  removed_on date,
  source text not null,
  primary key (uscc, list, listed_on)
);
create table open_agreement (
  id uuid primary key,
  case_id uuid not null unique references case_file,
  grant_id uuid not null unique references share_grant,
  version int not null,
  terms jsonb not null,
  salt text not null,
  hash text not null,
  drawn_up_at timestamptz not null
);
create table interface_credential (
  id uuid primary key,
  grant_id uuid not null unique references share_grant,
  app_key text not null unique,
  secret_hash text,
  endpoint text not null,
  allow_list text[] not null check (cardinality(allow_list) > 0),
  qps int not null check (qps > 0),
  watermark boolean not null,
  issued_at timestamptz not null,
  claimed_at timestamptz,
  claimed_by text references account,
  check ((secret_hash is null) = (claimed_at is null) and (claimed_at is null) = (claimed_by is null))
);
create table open_notice (
  id uuid primary key,
  number text not null unique,
  grant_id uuid not null unique references share_grant,
  purpose text not null,
  published_at timestamptz not null
);
create index open_notice_published on open_notice (published_at desc, id);
`;

function grantsTo(role: string): string {
  return `
grant select on imported_release, listed_applicant to "${role}";
grant select, insert on open_agreement, open_notice to "${role}";
-- Words are erased in quarantine.
grant update (terms) on open_agreement to "${role}";
grant update (purpose) on open_notice to "${role}";
grant select, insert, update on interface_credential to "${role}";
`;
}

export function openingMigration(applicationRole: string) {
  return class M0013Opening extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(grantsTo(applicationRole));
    }
  };
}
