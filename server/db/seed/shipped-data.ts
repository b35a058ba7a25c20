import { readFileSync } from 'node:fs';

/** Data shipped beside this file, as JSON; every reader parses what it takes from it. */
export function shippedData(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));
}
