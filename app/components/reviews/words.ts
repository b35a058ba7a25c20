import type { TFunction } from 'i18next';

const REASONS = ['items', 'class', 'level', 'mask', 'renewed'] as const;

/** Why a decision holds no more. */
export function endedWhy(t: TFunction<'app'>, why: string): string {
  const known = REASONS.find((reason) => reason === why);
  return known === undefined ? why : t(`review.ended.${known}`);
}

const VERDICTS = ['release', 'mask', 'withhold', 'refer'] as const;

export function verdictName(t: TFunction<'app'>, verdict: string): string {
  const known = VERDICTS.find((code) => code === verdict);
  return known === undefined ? verdict : t(`review.verdict.${known}`);
}
