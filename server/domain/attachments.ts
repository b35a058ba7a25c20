export const LARGEST_FILE = 20 * 1024 * 1024;

/** Open fixed-layout document (GB/T 33190), what offices here print to: for whoever looks at first bytes it is any archive. */
const OFD = 'application/ofd';

/** Types that may be attached: by content, with the endings under which people know them. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  [OFD]: ['ofd'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
};

/** The type of a file, or null when it may not be attached. `detected` is what its first bytes say; what has no such mark is none of these. */
export function attachmentType(name: string, detected: string | undefined, bytes: Uint8Array): string | null {
  if (detected === undefined) return null;
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const known = detected === 'application/zip' && archiveEntries(bytes).some(({ name }) => name === 'OFD.xml') ? OFD : detected;
  return TYPES[known]?.includes(ending) ? known : null;
}

const END_OF_ARCHIVE = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;

/** What the directory at the end of a zip archive lists, with the bytes of each unpacked; nothing where that cannot be read. */
export function archiveEntries(bytes: Uint8Array): { readonly name: string; readonly size: number }[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const earliest = Math.max(0, bytes.length - END_LENGTH - LONGEST_COMMENT);
  let end = bytes.length - END_LENGTH;
  while (end >= earliest && view.getUint32(end, true) !== END_OF_ARCHIVE) end -= 1;
  if (end < earliest) return [];
  const found: { name: string; size: number }[] = [];
  let at = view.getUint32(end + 16, true);
  while (at + ENTRY_LENGTH <= end && view.getUint32(at, true) === ENTRY) {
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + length));
    found.push({ name, size: view.getUint32(at + 24, true) });
    at += ENTRY_LENGTH + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
}

/** Characters, counted whole: half of one can neither be stored nor sent. */
const LONGEST_NAME = 120;

/** A name to show: no folders, no control characters, not longer than a line. */
export function cleanFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  return [...last.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, '')].slice(-LONGEST_NAME).join('') || 'file';
}
