import type { Answers } from '#forms/answers.ts';

export const VERDICTS = ['release', 'mask', 'withhold', 'refer'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** One line of the special review. */
export type ItemVerdict = {
  readonly itemId: string;
  readonly verdict: Verdict;
  /** Keys of the library of legal bases. */
  readonly clauses: readonly string[];
  readonly note: string;
};

export const CONCLUSIONS = ['release', 'release_after_masking', 'release_partly', 'directed_only', 'withhold'] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

export function isConclusion(outcome: string): outcome is Conclusion {
  return CONCLUSIONS.some((known) => known === outcome);
}

/** What the form begins with: only what is plain and open by nature; whatever is graded or flagged somebody must look at. */
export function proposedVerdict({ level, flags }: { readonly level: number; readonly flags: readonly string[] }): { verdict?: Verdict } {
  return level === 1 && flags.every((flag) => flag === 'authoritative') ? { verdict: 'release' } : {};
}

/** The verdicts of the special review's form. */
export function verdictsIn(answers: Answers | null): ItemVerdict[] {
  const rows = answers?.['verdicts'];
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row) => {
    if (typeof row === 'string') return [];
    const verdict = VERDICTS.find((known) => known === row['verdict']);
    const { itemId, clauses, note } = row;
    if (verdict === undefined || typeof itemId !== 'string') return [];
    return [{ itemId, verdict, clauses: Array.isArray(clauses) ? clauses : [], note: typeof note === 'string' ? note : '' }];
  });
}

/** What follows from the lines: 先审查后公开, and what can be severed is opened without the rest (信息公开条例 Art 37). */
export function conclusionOf(verdicts: readonly ItemVerdict[], directed: boolean): Conclusion {
  const open = verdicts.filter(({ verdict }) => verdict === 'release' || verdict === 'mask');
  if (open.length === 0) return 'withhold';
  if (directed) return 'directed_only';
  if (open.length < verdicts.length) return 'release_partly';
  return open.some(({ verdict }) => verdict === 'mask') ? 'release_after_masking' : 'release';
}
