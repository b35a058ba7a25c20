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
create index case_file_serial on case_file (right(regexp_replace(number, '\\D', '', 'g'), 6));
`;

/** Rows written before: the pairs and single characters of a heading that are words of the vector. */
function markHeadings(table: string, number: string, title: string): string {
  return `
update ${table} set search = search || array_to_tsvector(array(
  select distinct '#' || w.word
  from (values (lower(normalize(${number}, nfkc))), (lower(normalize(${title}, nfkc)))) h (line)
    cross join lateral generate_series(1, char_length(line)) i
    cross join lateral (values (substr(line, i, 1)), (substr(line, i, 2))) w (word)
  where w.word = any (tsvector_to_array(search))));
`;
}

export class M0006Search extends Migration {
  override up(): void {
    this.addSql(markHeadings('case_file', 'number', 'title'));
    this.addSql(markHeadings('catalogue_entry', 'resource_code', 'name'));
    this.addSql(INDEXES);
  }
}
