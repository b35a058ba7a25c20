/** Control characters, and the invisible ones that turn or hide text (direction overrides, zero-width space, BOM). */
const unwanted = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/** One line of text as it is stored: well-formed Unicode (PostgreSQL refuses the rest), no control characters, trimmed. */
export function cleanLine(text: string): string {
  return text.toWellFormed().replace(/\s+/gu, ' ').replace(unwanted, '').normalize('NFC').trim();
}

/** Several lines: the same for each, line ends as \n. */
export function cleanLines(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => line.toWellFormed().replace(/\t/g, '  ').replace(unwanted, '').normalize('NFC').trimEnd())
    .join('\n')
    .trim();
}

/** Length as people count it: one for each character, also those beyond the basic plane. */
export function lengthOf(text: string): number {
  return [...text].length;
}
