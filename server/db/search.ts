/**
 * Two-character Chinese words cannot be found by trigrams; pairs of characters in a tsvector can (half a millisecond
 * at 100,000 rows). Latin words and numbers are kept whole and by pairs too, so that a part of a number is found.
 */
function searchWords(text: string): string[] {
  const clean = text.toLowerCase().normalize('NFKC');
  const words = new Set<string>();
  for (const run of clean.match(/[\p{Script=Han}]+|[\p{Letter}\p{Number}]+/gu) ?? []) {
    if (run.length === 1) words.add(run);
    for (let i = 0; i + 2 <= run.length; i += 1) words.add(run.slice(i, i + 2));
  }
  return [...words];
}

/** Before a word of the heading. Weights would not do: an index does not know them and every row would be looked at. */
const HEADING = '#';

/**
 * For a column of type tsvector. The first two texts are the heading, number and title, whose words stand in it a
 * second time with a mark. Each word is quoted: nothing in it is taken for syntax.
 */
export function searchVector(...texts: readonly string[]): string {
  const words = texts.flatMap(allWords);
  const heading = texts.slice(0, 2).flatMap(allWords).map(marked);
  return [...new Set([...words, ...heading])].map(quote).join(' ');
}

/** For `to` comparison `@@ ?::tsquery`; null when the text has no word to look for. */
export function searchQuery(text: string): string | null {
  const words = searchWords(text);
  return words.length === 0 ? null : all(words);
}

/** The same in two: all words in the heading, and all words anywhere but not all in the heading. */
export function searchQueriesByPlace(text: string): { readonly heading: string; readonly elsewhere: string } | null {
  const words = searchWords(text);
  if (words.length === 0) return null;
  const heading = all(words.map(marked));
  return { heading, elsewhere: `${all(words)} & !(${heading})` };
}

/**
 * A number as people name it: `000123`, `123`, `2026-123`, `共享申请〔2026〕000123号`. Its serial number has six digits at
 * least, what else is written must stand in the number too. Null for a text without digits.
 */
export type NamedNumber = { readonly serial: string; readonly digits: string; readonly words: readonly string[] };

export function namedNumber(text: string): NamedNumber | null {
  const clean = text.normalize('NFKC');
  const groups = clean.match(/\d+/g) ?? [];
  const last = groups.at(-1)?.padStart(SERIAL_DIGITS, '0');
  if (last === undefined) return null;
  return {
    serial: last.slice(-SERIAL_DIGITS),
    digits: [...groups.slice(0, -1), last].join(''),
    words: clean.match(/\p{Letter}+/gu) ?? [],
  };
}

const SERIAL_DIGITS = 6;

/** Pairs of digits find too much: a row of three and more must stand in number or title as it is. */
export function digitRuns(text: string): string[] {
  return text.normalize('NFKC').match(/\d{3,}/g) ?? [];
}

function allWords(text: string): string[] {
  return [...searchWords(text), ...(text.normalize('NFKC').match(/\p{Script=Han}/gu) ?? [])];
}

function marked(word: string): string {
  return HEADING + word;
}

function all(words: readonly string[]): string {
  return words.map(quote).join(' & ');
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
}
