import { useTranslation } from 'react-i18next';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

const SHOWN_AT = ['confidentiality_opinion', 'leader_approval', 'provision'];

/** Whoever gives an opinion on the provider's reply, or carries it out, has the reply itself before the eyes. */
export function ReplyPanel({ task }: { task: TaskDetails }) {
  const { t } = useTranslation();
  const reply = task.timeline.findLast((item) => item.element === 'provider_decision' && item.form !== null);
  if (!reply?.form || !SHOWN_AT.includes(task.element)) return null;
  return (
    <Panel title={reply.elementName} actions={reply.outcome === null ? null : <OutcomeBadge outcome={reply.outcome} />}>
      <FormAnswers schema={reply.form.schema} answers={reply.form.answers} names={answerNames(task.application)} />
      {reply.opinion === '' ? null : (
        <p className="mt-2 whitespace-pre-wrap">
          <span className="text-muted">{t('task.opinion')}</span> {reply.opinion}
        </p>
      )}
    </Panel>
  );
}
