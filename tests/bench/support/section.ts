import type { Row } from './figures.ts';

/** How much a run does; `quick` is to see that everything works, not for figures. */
export type Effort = { readonly quick: boolean; readonly seed: number; readonly say: (line: string) => void };

/** One part of the bench; it brings and removes all that it needs. */
export type Section = { readonly name: string; readonly title: string; readonly run: (effort: Effort) => Promise<Row[]> };
