/** What an error page may say beyond its status; written by respond.ts in the language of the reader. */
export type Problem = { title?: string; text?: string; requestId?: string; kept?: string[] };

/** The body of a thrown response comes from a boundary, so it is parsed and not believed. */
export function readProblem(data: unknown): Problem {
  if (typeof data !== 'object' || data === null) return {};
  const problem: Problem = {};
  for (const key of ['title', 'text', 'requestId'] as const) {
    const value: unknown = Reflect.get(data, key);
    if (typeof value === 'string') problem[key] = value;
  }
  const kept: unknown = Reflect.get(data, 'kept');
  if (Array.isArray(kept)) problem.kept = kept.filter((text) => typeof text === 'string');
  return problem;
}
