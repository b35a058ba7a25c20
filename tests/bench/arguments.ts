import { parseArgs } from 'node:util';

export type BenchArguments = { readonly sections: readonly string[]; readonly quick: boolean; readonly out: string; readonly seed: number };

/** Words name sections, none means all of them. Throws what is wrong, in one line. */
export function readArguments(words: readonly string[], known: readonly string[], dataDir: string): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      out: { type: 'string', default: `${dataDir}/bench.json` },
      seed: { type: 'string', default: '1' },
    },
  });
  const unknown = positionals.find((word) => !known.includes(word));
  if (unknown !== undefined) throw new Error(`no section ${unknown}; there are ${known.join(', ')}`);
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error('--seed takes a whole number');
  return { sections: positionals.length === 0 ? known : positionals, quick: values.quick, out: values.out, seed };
}
