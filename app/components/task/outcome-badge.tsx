import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeName } from '#app/lib/codes.ts';
import { Badge, type Shape, type Tone } from '#app/components/ui/badge.tsx';

const AGREES = ['agree', 'pass', 'accept', 'release', 'confirm', 'done', 'release_after_masking', 'directed_only'];
const PARTLY = ['partly', 'release_partly'];
const REFUSES = ['refuse', 'reject', 'decline', 'withhold', 'suspected_secret'];

/** How an outcome looks wherever it is named: agreed, agreed in part, refused, or sent on. */
export function outcomeLook(outcome: string): { tone: Tone; shape: Shape } {
  if (AGREES.includes(outcome)) return { tone: 'ok', shape: 'check' };
  if (PARTLY.includes(outcome)) return { tone: 'ok', shape: 'ring' };
  if (REFUSES.includes(outcome)) return { tone: 'danger', shape: 'cross' };
  return { tone: 'warn', shape: 'dash' };
}

export function OutcomeBadge({ outcome }: { outcome: string }) {
  const { t } = useTranslation();
  return <Badge {...outcomeLook(outcome)}>{outcomeName(t, outcome)}</Badge>;
}
