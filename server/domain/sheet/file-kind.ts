import { archiveEntries } from '../attachments.ts';
import type { FieldRefusal } from '../refusal.ts';

export const LARGEST_SHEET = 5 * 1024 * 1024;
/** Unpacked: a thousand entries are some megabytes; beyond this a small file means no good. */
const LARGEST_UNPACKED = 60 * 1024 * 1024;
const MOST_PARTS = 200;

const starts = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, at) => bytes[at] === byte);

/** What a file is by its content, whatever its name says; what is neither a workbook nor plain text is refused by name. */
export function sheetKind(bytes: Uint8Array): 'xlsx' | 'csv' | FieldRefusal {
  if (bytes.length === 0) return { code: 'file_empty' };
  if (bytes.length > LARGEST_SHEET) return { code: 'sheet_too_large', params: { megabytes: LARGEST_SHEET / 1024 / 1024 } };
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { code: 'sheet_old_or_locked' };
  if (!starts(bytes, [0x50, 0x4b]))
    return bytes.subarray(0, 4096).includes(0) || starts(bytes, [0x25, 0x50, 0x44, 0x46]) ? { code: 'sheet_wrong_type' } : 'csv';
  const parts = archiveEntries(bytes);
  if (!parts.some(({ name }) => name === 'xl/workbook.xml')) return { code: 'sheet_wrong_type' };
  if (parts.some(({ name }) => /vbaProject|macrosheets/i.test(name))) return { code: 'sheet_has_macros' };
  const unpacked = parts.reduce((sum, { size }) => sum + size, 0);
  return unpacked > LARGEST_UNPACKED || parts.length > MOST_PARTS ? { code: 'sheet_unpacks_too_large' } : 'xlsx';
}
