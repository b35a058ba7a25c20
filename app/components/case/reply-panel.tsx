import { useTranslation } from '#app/lib/translation.tsx';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { OutcomeBadge } from '#app/components/task/outcome-badge.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import type { ApplicationView } from '#server/queries/application-view.ts';
import type { ReplyView } from '#server/queries/case-record.ts';

/** The provider's reply itself: for who gives an opinion on it, carries it out, or asked for it. */
export function ReplyPanel({ reply, application }: { reply: ReplyView | null; application: ApplicationView }) {
  const { t } = useTranslation();
  if (reply === null) return null;
  return (
    <Panel title={reply.name} actions={reply.outcome === null ? null : <OutcomeBadge outcome={reply.outcome} />}>
      <FormAnswers schema={reply.schema} answers={reply.answers} names={answerNames(application)} />
      {reply.opinion === '' ? null : (
        <p className="mt-2 whitespace-pre-wrap">
          <span className="text-muted">{t('task.opinion')}</span> {reply.opinion}
        </p>
      )}
      {reply.basis === '' ? null : (
        <p className="mt-2 whitespace-pre-wrap">
          <span className="text-muted">{t('task.basis')}</span> {reply.basis}
        </p>
      )}
    </Panel>
  );
}
