import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** One hash over the names and contents of files and of everything below folders; what is missing counts as missing. */
export function contentHash(base: string, entries: string[]): string {
  const hash = createHash('sha256');
  for (const file of entries.flatMap((entry) => filesOf(base, entry))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(base, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(base: string, entry: string): string[] {
  const full = path.join(base, entry);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [entry];
  return globSync('**/*', { cwd: full, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => path.relative(base, path.join(found.parentPath, found.name)))
    .sort();
}
