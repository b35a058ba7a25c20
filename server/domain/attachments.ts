export const LARGEST_FILE = 20 * 1024 * 1024;

/** Types that may be attached: by content, with the endings under which people know them. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
};

/**
 * The type of a file, or null when it may not be attached. `detected` is what its first bytes say; text has no
 * such mark, so text is what is valid UTF-8 without control characters and is called so.
 */
export function attachmentType(name: string, detected: string | undefined, bytes: Uint8Array): string | null {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (detected !== undefined) return TYPES[detected]?.includes(ending) ? detected : null;
  const type = Object.keys(TYPES).find((known) => known.startsWith('text/') && TYPES[known]?.includes(ending));
  return type !== undefined && isText(bytes) ? type : null;
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  } catch {
    return false;
  }
}
