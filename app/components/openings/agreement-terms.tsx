import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import { useTranslation } from '#app/lib/translation.tsx';
import type { Clause } from '#server/domain/agreement.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';

const CLAUSES = [
  'purpose',
  'no_reidentification',
  'no_transfer',
  'attribution',
  'retention',
  'reporting',
  'audit',
  'breach',
  'disposal',
] as const satisfies readonly Clause[];

/** The data use agreement as it is signed: what was granted, and the standing clauses. */
export function AgreementTerms({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3">
      {task.reply === null ? null : (
        <FormAnswers schema={task.reply.schema} answers={task.reply.answers} names={answerNames(task.application)} />
      )}
      <ol className="list-decimal pl-5">
        {CLAUSES.map((clause) => (
          <li key={clause}>{t(`opening.clauses.${clause}`)}</li>
        ))}
      </ol>
    </div>
  );
}
