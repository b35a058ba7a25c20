import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import type { ImportView } from '#server/queries/catalogue-imports.ts';

const LOOKS = {
  checking: { tone: 'accent', shape: 'ring' },
  checked: { tone: 'warn', shape: 'dot' },
  refused: { tone: 'danger', shape: 'cross' },
  stored: { tone: 'ok', shape: 'check' },
  dropped: { tone: 'neutral', shape: 'dash' },
} as const;

export function ImportStateBadge({ state }: Pick<ImportView, 'state'>) {
  const { t } = useTranslation();
  return <Badge {...LOOKS[state]}>{t(`imports.states.${state}`)}</Badge>;
}
