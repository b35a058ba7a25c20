import { describe, expect, test } from 'vitest';
import { attemptOf, sameAttempt } from '#server/domain/ledger.ts';
import { refuse } from '#server/domain/refusal.ts';

describe('what a refused decision leaves in the ledger (requirement 31)', () => {
  test.each(['own_case', 'not_a_candidate'])('an attempt to go round a rule: %s', (reason) => {
    expect(attemptOf(refuse('forbidden', { reason }), 'agree')).toEqual({ kind: 'bypass_attempt', rule: reason });
  });

  test('an attempt at a task that is not one’s to see', () => {
    expect(attemptOf(refuse('not_found', { reason: 'task_not_found' }), 'agree')).toEqual({
      kind: 'bypass_attempt',
      rule: 'task_not_found',
    });
  });

  test('an attempt to refuse without a basis or a reason; the basis weighs more', () => {
    const opinion = { code: 'opinion_required' };
    const basis = { code: 'basis_required' };
    expect(attemptOf(refuse('invalid', { fields: { opinion } }), 'refuse')).toEqual({
      kind: 'refusal_without_basis',
      rule: 'opinion_required',
    });
    expect(attemptOf(refuse('invalid', { fields: { opinion, basis } }), 'refuse')).toEqual({
      kind: 'refusal_without_basis',
      rule: 'basis_required',
    });
    expect(attemptOf(refuse('invalid', { fields: { opinion } }), 'return')).toBeNull();
  });

  test('nothing of what happens to honest people', () => {
    for (const refusal of [
      refuse('already_decided', { reason: 'task_decided' }),
      refuse('stale_revision', { reason: 'content_changed' }),
      refuse('wrong_state', { reason: 'task_cancelled' }),
      refuse('invalid', { fields: { outcome: { code: 'outcome_not_offered' } } }),
      refuse('forbidden', { reason: 'may_not_apply' }),
    ])
      expect(attemptOf(refusal, 'refuse')).toBeNull();
  });

  test('the same attempt is the same within a day', () => {
    const attempt = { kind: 'bypass_attempt', rule: 'own_case' } as const;
    expect(sameAttempt(attempt, 'a', 't', '2026-11-23')).toBe(sameAttempt(attempt, 'a', 't', '2026-11-23'));
    expect(sameAttempt(attempt, 'a', 't', '2026-11-23')).not.toBe(sameAttempt(attempt, 'a', 't', '2026-11-24'));
  });
});
