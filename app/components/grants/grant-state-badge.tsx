import { useTranslation } from '#app/lib/translation.tsx';
import type { GrantState } from '#server/domain/grants.ts';
import { Badge, type Shape, type Tone } from '#app/components/ui/badge.tsx';

const LOOKS = {
  approved: { tone: 'accent', shape: 'ring' },
  active: { tone: 'ok', shape: 'check' },
  withdrawn: { tone: 'neutral', shape: 'dash' },
  suspended: { tone: 'danger', shape: 'cross' },
  terminated: { tone: 'neutral', shape: 'dash' },
} as const satisfies Record<GrantState, { tone: Tone; shape: Shape }>;

export function GrantStateBadge({ state }: { state: GrantState }) {
  const { t } = useTranslation();
  return <Badge {...LOOKS[state]}>{t(`codes.grantState.${state}`)}</Badge>;
}
