import type { TFunction } from 'i18next';
import type { Tone } from '#app/components/ui/badge.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { levelName } from './codes.ts';

export type Risk = { readonly text: string; readonly tone: Tone };

/** What a leader must know before anything else: how sensitive it is, what changed, whether it is late. */
export function risksOf(t: TFunction<'app'>, { application, changes, clock }: TaskDetails): Risk[] {
  const asked = application.answers['itemIds'];
  const items = application.items.filter((item) => Array.isArray(asked) && asked.some((id) => id === item.id));
  const level = Math.max(1, ...items.map((item) => item.level));
  const has = (flag: (typeof items)[number]['flags'][number]) => items.some(({ flags }) => flags.includes(flag));
  const sensitive = has('sensitive_personal');
  return [
    ...when(level >= 3, t('cards.riskLevel', { level: levelName(t, level) }), 'danger'),
    ...when(sensitive, t('cards.riskSensitive'), 'danger'),
    ...when(!sensitive && has('personal'), t('cards.riskPersonal'), 'warn'),
    ...when(has('business_secret'), t('cards.riskSecret'), 'warn'),
    ...when(changes.length > 0, t('cards.riskChanged', { count: changes.length }), 'warn'),
    ...when(clock.kind === 'running' && clock.overdue, t('cards.riskOverdue'), 'danger'),
  ];
}

function when(is: boolean, text: string, tone: Tone): Risk[] {
  return is ? [{ text, tone }] : [];
}
