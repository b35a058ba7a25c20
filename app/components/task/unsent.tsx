import { useTranslation } from '#app/lib/translation.tsx';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { isoDay } from '#app/lib/dates.ts';
import { useNow } from '#app/lib/now.tsx';
import { visibleFields } from '#forms/visibility.ts';
import { outcomeName } from '#app/lib/codes.ts';
import { answerNames } from '#app/lib/answer-names.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { actIn, type Typed } from './act.ts';

/** What somebody had written when the task was closed under their hands: to read and to copy. */
export function Unsent({ task, typed }: { task: TaskDetails; typed: Typed }) {
  const { t } = useTranslation();
  const { outcome, opinion, basis } = actIn(typed);
  const today = isoDay(useNow());
  const { answers } = visibleFields(task.form.schema, typed, { today, outcome: outcome || undefined });
  const isEmpty = Object.values(typed).every((value) => value === '');
  if (isEmpty) return null;
  return (
    <Panel title={t('task.unsent')}>
      <dl className="mb-2 grid gap-2">
        {[
          { term: t('task.outcome'), words: outcome === '' ? '' : outcomeName(t, outcome) },
          { term: t('task.opinion'), words: opinion },
          { term: t('task.basis'), words: basis },
        ].map(({ term, words }) =>
          words === '' ? null : (
            <div key={term} className="grid gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
              <dt className="text-muted">{term}</dt>
              <dd className="min-w-0 whitespace-pre-wrap">{words}</dd>
            </div>
          ),
        )}
      </dl>
      <FormAnswers schema={task.form.schema} answers={answers} names={answerNames(task.application)} />
    </Panel>
  );
}
