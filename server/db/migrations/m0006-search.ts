import { Migration } from '@mikro-orm/migrations';

/**
 * One search over cases and entries. Words of the heading (number and title) stand in the vector a second time, marked;
 * what may be seen and the week of filing stand in the same index, so that the newest few of very many are found fast.
 */
const INDEXES = `
create index case_file_find on case_file using gin
  (search, parties, (array[floor(extract(epoch from filed_at at time zone 'UTC') / 604800)::int])) with (gin_pending_list_limit = 512);
drop index case_file_search;
drop index case_file_parties;
create index case_file_state on case_file (state, filed_at desc, id);
create index case_file_serial on case_file (right(regexp_replace(number, '\\D', '', 'g'), 6));
`;

/** What older rows lack: threes of Latin words and numbers, and all words of the heading with their mark. */
function completeWords(table: string, heading: string, rest: string): string {
  return `
update ${table} t set search = t.search || array_to_tsvector(array(
  with text (heading, line) as (
    select true, lower(normalize(${heading}, nfkc)) union all select false, lower(normalize(${rest}, nfkc))
  ), run (heading, latin, word) as (
    select heading, found[1] ~ '^[a-z0-9]', found[1] from text cross join lateral regexp_matches(line, '([a-z0-9]+|[^[:space:][:punct:]a-z0-9]+)', 'g') found
  ), piece (heading, latin, word) as (
    select distinct heading, latin, substr(word, at, length) from run
      cross join lateral generate_series(1, char_length(word)) at cross join generate_series(1, 3) length
    where at + length <= char_length(word) + 1
  )
  select word from piece where latin and char_length(word) = 3
  union select '#' || word from piece where heading and (word = any (tsvector_to_array(t.search)) or latin and char_length(word) = 3)));
`;
}

export class M0006Search extends Migration {
  override up(): void {
    this.addSql(
      completeWords(
        'case_file',
        `t.number || ' ' || t.title`,
        `(select concat_ws(' ', a.name, p.short_name, w.display_name) from organisation a, organisation p, account w
          where a.id = t.applicant_id and p.id = t.provider_id and w.id = t.filed_by)`,
      ),
    );
    this.addSql(
      completeWords(
        'catalogue_entry',
        `t.resource_code || ' ' || t.name`,
        `(select concat_ws(' ', t.abstract, t.key_field, p.name, p.short_name, string_agg(i.name || ' ' || i.name_en, ' '))
          from organisation p left join information_item i on i.entry_id = t.id where p.id = t.provider_id group by p.name, p.short_name)`,
      ),
    );
    this.addSql(INDEXES);
  }
}
