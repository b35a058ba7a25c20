import { Migration } from '@mikro-orm/migrations';

/**
 * Documents as they were issued. What stands on the paper is kept as it was said, because names and catalogue go on changing;
 * its salted hash is in the chain of events (`document.issued`), so the text can be erased and the chain stays whole.
 */
const TABLES = `
create table case_document (
  id uuid primary key,
  case_id uuid not null references case_file,
  kind text not null,
  edition int not null,
  number text not null unique,
  code text not null unique,
  issued_on date not null,
  issued_at timestamptz not null,
  body jsonb,
  salt text,
  hash text not null,
  erased_at timestamptz,
  unique (case_id, kind, edition)
);
`;

/** Nobody changes an issued document; it can only be erased. */
function grantsTo(role: string): string {
  return `
grant select, insert on case_document to "${role}";
grant update (body, salt, erased_at) on case_document to "${role}";
`;
}

export function documentsMigration(applicationRole: string) {
  return class M0004Documents extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(grantsTo(applicationRole));
    }
  };
}
