/** The layers of tests, in the order in which they run; a folder of tests/ each. */
export const layers = ['domain', 'forms', 'processes', 'start', 'commands', 'queries', 'engine', 'routes', 'e2e'] as const;
export type Layer = (typeof layers)[number];

/** What is checked without running anything. */
export const checks = ['types', 'lint', 'format', 'imports'] as const;
export type Check = (typeof checks)[number];

/** Layers that run in one go; a broker or a browser gets the machine for itself. */
const groups: Layer[][] = [['domain', 'forms', 'processes'], ['start'], ['commands', 'queries'], ['engine'], ['routes'], ['e2e']];

export type TestPlan = {
  checks: Check[];
  groups: Layer[][];
  /** Files or parts of their names; empty: every file. */
  files: string[];
  /** Passed on to vitest as they are. */
  options: string[];
};

/**
 * What `npm test -- ...` asks for: nothing is everything; the name of a check or a layer that one; a path that file;
 * what begins with a dash goes to vitest.
 */
export function planTests(words: string[]): TestPlan {
  const options = words.filter((word) => word.startsWith('-'));
  const names = words.filter((word) => !word.startsWith('-'));
  const files = names.filter((name) => !isCheck(name) && !isLayer(name));
  const asked = new Set([...names.filter(isLayer), ...files.map(layerOf)]);
  const everything = names.length === 0;
  const wanted = (layer: Layer) => everything || asked.has(layer);
  return {
    checks: checks.filter((check) => everything || names.includes(check)),
    groups: groups.map((group) => group.filter(wanted)).filter((group) => group.length > 0),
    files,
    options,
  };
}

function isCheck(word: string): word is Check {
  return checks.some((check) => check === word);
}

function isLayer(word: string): word is Layer {
  return layers.some((layer) => layer === word);
}

/** The layer whose folder a path names; a path elsewhere belongs to none, and vitest will say so. */
function layerOf(file: string): Layer | undefined {
  return layers.find((layer) => file.includes(`tests/${layer}/`));
}
