import { Migration } from '@mikro-orm/migrations';

/**
 * Decisions of confidentiality reviews, each for exactly the content that it was made for; the library of legal bases;
 * and what tells that a case or an entry is in quarantine. Words stand apart from codes, so that they can be erased.
 */
const TABLES = `
alter table case_file add column quarantined_at timestamptz;
create index case_file_quarantined on case_file (quarantined_at) where quarantined_at is not null;

create table legal_basis (
  key text primary key,
  law text not null,
  article text not null,
  label text not null,
  verdicts text[] not null,
  seq int not null
);

create table review_decision (
  id uuid primary key,
  number text not null unique,
  case_id uuid not null references case_file,
  entry_id text references catalogue_entry,
  provider_id text not null references organisation,
  conclusion text not null check (conclusion in ('release', 'release_after_masking', 'release_partly', 'directed_only', 'withhold')),
  channel text not null,
  level int not null check (level between 1 and 4),
  salt text not null,
  content_hash text not null,
  -- What was reviewed, as it read then; erased in quarantine.
  content jsonb not null,
  signers jsonb not null,
  consultations jsonb not null,
  ruleset text not null,
  approved_by uuid not null unique references decision,
  decided_at timestamptz not null,
  invalidated_at timestamptz,
  invalidated_why text,
  reevaluate_on date
);
create index review_decision_entry on review_decision (entry_id, decided_at desc);
create index review_decision_provider on review_decision (provider_id, decided_at desc, id);
create index review_decision_all on review_decision (decided_at desc, id);
create index review_decision_reevaluate on review_decision (reevaluate_on) where reevaluate_on is not null;

-- What the content was like when the special review judged it.
create table review_seen (
  decision_id uuid primary key references decision deferrable initially deferred,
  salt text not null,
  content_hash text not null
);
create table review_item (
  decision_id uuid not null references review_decision,
  item_id text not null,
  item_name text not null,
  verdict text not null check (verdict in ('release', 'mask', 'withhold')),
  level int not null,
  clauses text[] not null,
  mask_rule text not null default '',
  note text not null default '',
  primary key (decision_id, item_id)
);
create index review_item_name on review_item (item_name);

-- Whoever changes an entry or its items ends what was decided about it, however the change is made.
create function invalidate_reviews(changed text, why text) returns void language sql as $$
  update review_decision set invalidated_at = now(), invalidated_why = why
  where entry_id = changed and invalidated_at is null
$$;
create function entry_changed() returns trigger language plpgsql as $$
begin
  if (old.share_type, old.open_type, old.level, old.provider_id) is distinct from (new.share_type, new.open_type, new.level, new.provider_id) then
    perform invalidate_reviews(new.id, case when old.level is distinct from new.level then 'level' else 'class' end);
  end if;
  return null;
end $$;
create trigger entry_changed after update on catalogue_entry for each row execute function entry_changed();
create function item_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if (old.name, old.data_type, old.level, old.flags, old.mask_rule, old.entry_id)
      is distinct from (new.name, new.data_type, new.level, new.flags, new.mask_rule, new.entry_id) then
      perform invalidate_reviews(new.entry_id, case
        when old.mask_rule is distinct from new.mask_rule then 'mask' when old.level is distinct from new.level then 'level' else 'items' end);
    end if;
  elsif tg_op = 'INSERT' then
    perform invalidate_reviews(new.entry_id, 'items');
  else
    perform invalidate_reviews(old.entry_id, 'items');
  end if;
  return null;
end $$;
create trigger item_changed after insert or update or delete on information_item for each row execute function item_changed();
`;

/** Standing data is read; a decision is written once, and changes only by ending, being re-evaluated and being erased. */
function grantsTo(role: string): string {
  return `
grant select on legal_basis to "${role}";
grant select, insert on review_seen to "${role}";
grant select, insert, update on review_decision, review_item to "${role}";
`;
}

export function confidentialityMigration(applicationRole: string) {
  return class M0011Confidentiality extends Migration {
    override up(): void {
      this.addSql(TABLES);
      this.addSql(grantsTo(applicationRole));
    }
  };
}
