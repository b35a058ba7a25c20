/**
 * Two-character Chinese words cannot be found by trigrams; pairs of characters in a tsvector can (half a millisecond
 * at 100,000 rows). Latin words and numbers are cut into pairs and, since there are only so many digits, into threes: a
 * part of a number is found, and a whole one does not fetch every number that has its pairs.
 */
function pieces(run: string, length: number): string[] {
  if (run.length <= length) return [run];
  return Array.from({ length: run.length - length + 1 }, (_, at) => run.slice(at, at + length));
}

function runsOf(text: string): { readonly han: string[]; readonly other: string[] } {
  const clean = text.toLowerCase().normalize('NFKC');
  return { han: clean.match(/\p{Script=Han}+/gu) ?? [], other: clean.match(/(?:(?!\p{Script=Han})[\p{Letter}\p{Number}])+/gu) ?? [] };
}

/** What a text must have to be found by this one. */
function wantedWords(text: string): string[] {
  const { han, other } = runsOf(text);
  return [...new Set([...han.flatMap((run) => pieces(run, 2)), ...other.flatMap((run) => pieces(run, 3))])];
}

/** What a text can be found by. */
function allWords(text: string): string[] {
  const { han, other } = runsOf(text);
  return [
    ...[1, 2].flatMap((length) => han.flatMap((run) => pieces(run, length))),
    ...[2, 3].flatMap((length) => other.flatMap((run) => pieces(run, length))),
  ];
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
  const words = wantedWords(text);
  return words.length === 0 ? null : all(words);
}

/** The same for the heading alone. */
export function headingQuery(text: string): string | null {
  const words = wantedWords(text);
  return words.length === 0 ? null : all(words.map(marked));
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

/** Pieces of a long number may stand in different places: a row of digits must stand in number or title as it is. */
export function digitRuns(text: string): string[] {
  return text.normalize('NFKC').match(/\d{4,}/g) ?? [];
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
