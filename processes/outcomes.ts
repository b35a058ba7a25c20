import registry from './outcomes.json' with { type: 'json' };

export const OUTCOME_KEYS = [
  'agree',
  'partly',
  'refuse',
  'supplement',
  'return',
  'pass',
  'reject',
  'accept',
  'decline',
  'release',
  'release_after_masking',
  'release_partly',
  'directed_only',
  'withhold',
  'refer_up',
  'opinion',
  'consult',
  'needs_review',
  'suspected_secret',
  'confirm',
  'done',
  'extend',
  'lapse',
  'contest',
  'redirect',
  'designate',
] as const;
export type OutcomeKey = (typeof OUTCOME_KEYS)[number];

const OUTCOME_EFFECTS = ['approves', 'refuses', 'returns', 'asks', 'quarantines', 'ends'] as const;
export type OutcomeEffect = (typeof OUTCOME_EFFECTS)[number];

/**
 * One outcome of the register: `reason`, `basis` and `list` say what the signer must give with it,
 * `once` that a step may use it only once in a case, `byClock` that only an expired clock brings it.
 */
export type Outcome = {
  key: OutcomeKey;
  label: string;
  effect: OutcomeEffect;
  reason: boolean;
  basis: boolean;
  list: boolean;
  once: boolean;
  byClock: boolean;
};

const byKey = new Map<OutcomeKey, Outcome>(
  registry.outcomes.map((row) => {
    const { key, effect } = row;
    if (!isOutcomeKey(key) || !isOutcomeEffect(effect)) throw new Error(`outcomes.json: unknown ${key} or ${effect}`);
    const outcome = {
      key,
      label: row.label,
      effect,
      reason: row.reason === true,
      basis: row.basis === true,
      list: row.list === true,
      once: row.once === true,
      byClock: row.byClock === true,
    };
    return [key, outcome];
  }),
);

export function outcomeOf(key: OutcomeKey): Outcome {
  const outcome = byKey.get(key);
  if (outcome === undefined) throw new Error(`outcomes.json lacks ${key}`);
  return outcome;
}

export function allOutcomes(): Outcome[] {
  return OUTCOME_KEYS.map(outcomeOf);
}

export function isOutcomeKey(key: string): key is OutcomeKey {
  return OUTCOME_KEYS.some((known) => known === key);
}

function isOutcomeEffect(effect: string): effect is OutcomeEffect {
  return OUTCOME_EFFECTS.some((known) => known === effect);
}
