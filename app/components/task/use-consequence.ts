import type { TFunction } from 'i18next';
import type { Control, FieldValues } from 'react-hook-form';
import { useWatch } from 'react-hook-form';
import { useTranslation } from '#app/lib/translation.tsx';
import { chineseDate } from '#forms/answer-text.ts';
import { inputName } from '#forms/form-data.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { consequenceAt, consequenceOf, methodName } from '#app/lib/codes.ts';

const GRANTING = ['agree', 'partly'];
const GOES_ON = ['agree', 'pass', 'done', 'confirm'];

/** What follows from an outcome where no answer of the form makes a difference. */
export function consequenceText(t: TFunction<'app'>, task: Pick<TaskDetails, 'element' | 'ahead'>, outcome: string): string {
  const here = consequenceAt(t, task.element, outcome);
  if (here !== '') return here;
  const [next] = task.ahead;
  return GOES_ON.includes(outcome) && next !== undefined ? t('task.goesOn', { next: next.name }) : consequenceOf(t, outcome);
}

/** What follows from the outcome with the answers as they stand now: for the provider's reply, what exactly is opened. */
export function useConsequence(task: TaskDetails, outcome: string, control: Control<FieldValues>): string | null {
  const { t } = useTranslation();
  const [items, method, validTo]: readonly unknown[] = useWatch({
    control,
    name: ['approvedItems', 'approvedMethod', 'validTo'].map(inputName),
  });
  if (outcome === '') return null;
  if (task.asAdded) return t(outcome === 'agree' ? 'work.addedAgree' : 'work.addedReturn');
  const granting = task.form.key === 'provider_decision' && GRANTING.includes(outcome);
  if (!granting) return consequenceText(t, task, outcome);
  if (!Array.isArray(items) || items.length === 0) return consequenceOf(t, outcome);
  const opened = t('task.opens', {
    count: items.length,
    method: typeof method === 'string' && method !== '' ? methodName(t, method) : t('task.methodOpen'),
  });
  return typeof validTo === 'string' && validTo !== ''
    ? t('task.opensUntil', { opened, date: chineseDate(validTo) })
    : t('task.opensOnly', { opened });
}
