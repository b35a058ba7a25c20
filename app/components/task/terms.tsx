import { useTranslation } from 'react-i18next';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';

const DUTIES = ['scope', 'transfer', 'security', 'records', 'doubt', 'disposal'] as const;

/** What both sides confirm: the reply as it was given, and the duties that the regulation attaches to it. */
export function Terms({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  const reply = task.timeline.findLast((item) => item.element === 'provider_decision' && item.form !== null);
  return (
    <div className="grid gap-3">
      {reply?.form ? <FormAnswers schema={reply.form.schema} answers={reply.form.answers} names={answerNames(task.application)} /> : null}
      <ol className="list-decimal pl-5">
        {DUTIES.map((duty) => (
          <li key={duty}>{t(`task.duties.${duty}`)}</li>
        ))}
      </ol>
    </div>
  );
}
