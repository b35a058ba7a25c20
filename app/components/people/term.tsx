import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';

type TermState = 'coming' | 'in_force' | 'ended';

/** From when to when, as days. */
export function Term({ from, to }: { from: string; to: string | null }) {
  const { t } = useTranslation();
  if (to !== null && to < from) return <span className="whitespace-nowrap">{t('people.termNone', { from })}</span>;
  return <span className="whitespace-nowrap">{to === null ? t('people.termOpen', { from }) : t('people.termClosed', { from, to })}</span>;
}

const LOOKS = {
  coming: { tone: 'neutral', shape: 'ring' },
  in_force: { tone: 'ok', shape: 'dot' },
  ended: { tone: 'neutral', shape: 'dash' },
} as const;

export function TermBadge({ state, label }: { state: TermState; label: string }) {
  return <Badge {...LOOKS[state]}>{label}</Badge>;
}
