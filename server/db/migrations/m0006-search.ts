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
-- A case changes often and its words never: with room in its page a new version needs no entry in any index.
alter table case_file set (fillfactor = 60);
create index case_file_state on case_file (state, filed_at desc, id);
create index case_file_serial on case_file (right(regexp_replace(number, '\\D', '', 'g'), 6));
`;

/** What rows lack that were written before: threes of Latin words and numbers, and all words of the heading with their mark. */
function completeWords(table: string, heading: string, rest: string): string {
  return `
update ${table} t set search = t.search || array_to_tsvector(array(
  with text (heading, line) as (
    select true, lower(normalize(${heading}, nfkc)) union all select false, lower(normalize(${rest}, nfkc))
  ), run (heading, latin, word) as (
    select heading, found[1] ~ '^[a-z0-9]', found[1] from text cross join lateral regexp_matches(line, '([a-z0-9]+|[^[:space:][:punct:]a-z0-9]+)', 'g') found
  ), piece (heading, word) as (
    select distinct heading, substr(word, at, length) from run
      cross join lateral generate_series(1, char_length(word)) at cross join generate_series(1, 3) length
    where at + length <= char_length(word) + 1 and (case when latin then length in (2, 3) or char_length(word) = 1 else length in (1, 2) end)
  )
  select word from piece union select '#' || word from piece where heading));
`;
}

export const WORDS_OF_OLDER_ROWS = [
  completeWords(
    'case_file',
    `t.number || ' ' || t.title`,
    `(select concat_ws(' ', a.name, p.short_name, w.display_name) from organisation a, organisation p, account w
      where a.id = t.applicant_id and p.id = t.provider_id and w.id = t.filed_by)`,
  ),
  completeWords(
    'catalogue_entry',
    `t.resource_code || ' ' || t.name`,
    `(select concat_ws(' ', t.abstract, t.key_field, p.name, p.short_name, string_agg(i.name || ' ' || i.name_en, ' '))
      from organisation p left join information_item i on i.entry_id = t.id where p.id = t.provider_id group by p.name, p.short_name)`,
  ),
];

export class M0006Search extends Migration {
  override up(): void {
    for (const statement of WORDS_OF_OLDER_ROWS) this.addSql(statement);
    this.addSql(INDEXES);
  }
}
