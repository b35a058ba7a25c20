import { useTranslation } from '#app/lib/translation.tsx';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';

const DUTIES = ['scope', 'transfer', 'security', 'records', 'doubt', 'disposal'] as const;

/** What both sides confirm: the reply as it was given, and the duties that the regulation attaches to it. */
export function Terms({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3">
      {task.reply === null ? null : (
        <FormAnswers schema={task.reply.schema} answers={task.reply.answers} names={answerNames(task.application)} />
      )}
      <ol className="list-decimal pl-5">
        {DUTIES.map((duty) => (
          <li key={duty}>{t(`task.duties.${duty}`)}</li>
        ))}
      </ol>
    </div>
  );
}
