import { useTranslation } from '#app/lib/translation.tsx';
import type { CaseState } from '#server/domain/cases.ts';
import { Badge, type Shape, type Tone } from '#app/components/ui/badge.tsx';

const LOOKS = {
  submitted: { tone: 'accent', shape: 'ring' },
  granted: { tone: 'ok', shape: 'check' },
  refused: { tone: 'danger', shape: 'cross' },
  not_shared: { tone: 'danger', shape: 'cross' },
  withdrawn: { tone: 'neutral', shape: 'dash' },
  lapsed: { tone: 'neutral', shape: 'dash' },
  answered: { tone: 'ok', shape: 'check' },
  published: { tone: 'ok', shape: 'check' },
  delisted: { tone: 'neutral', shape: 'dash' },
  reviewed: { tone: 'ok', shape: 'check' },
  quarantined: { tone: 'danger', shape: 'cross' },
} as const satisfies Record<CaseState, { tone: Tone; shape: Shape }>;

/** Lists carry the states of tasks and of cases in one column. */
export function isCaseState(state: string): state is CaseState {
  return Object.hasOwn(LOOKS, state);
}

export function CaseStateBadge({ state }: { state: CaseState }) {
  const { t } = useTranslation();
  return <Badge {...LOOKS[state]}>{t(`codes.caseState.${state}`)}</Badge>;
}
