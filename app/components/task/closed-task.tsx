import { useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeName } from '#app/lib/codes.ts';
import { deciderOf } from '#app/components/case/case-chain.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';

type ClosedTaskProps = {
  task: TaskDetails;
  whyNot: string | null;
  beside: boolean;
  /** The reader had it before them when it was closed by somebody else. */
  overtaken: boolean;
};

/** After the decision: by whom, what comes next, and the way to the next task. Or why there is nothing to decide. */
export function ClosedTask({ task, whyNot, beside, overtaken }: ClosedTaskProps) {
  const { t } = useTranslation();
  const { search } = useLocation();
  if (task.state === 'open') return <Banner title={t('task.cannot')}>{whyNot}</Banner>;
  if (task.state === 'cancelled') {
    return (
      <Banner title={t('task.cancelledTitle')} announce={overtaken}>
        {t('task.cancelledText')}
      </Banner>
    );
  }
  const step = task.steps.find(({ taskId }) => taskId === task.id);
  const next = task.steps.filter(({ place }) => place === 'here').map(({ name }) => name);
  return (
    <Banner
      tone={overtaken ? 'warn' : 'ok'}
      announce
      title={`${t(task.cannotWhy === 'task_decided_by_you' ? 'task.decidedTitle' : 'task.decidedByOther')}${task.outcome === null ? '' : `${t('common.colon')}${outcomeName(t, task.outcome)}`}`}
    >
      {step === undefined ? null : (
        <p>
          {deciderOf(t, step)} · <DateTime value={step.at} relative />
        </p>
      )}
      <p>
        {next.length === 0
          ? task.case.state === 'submitted'
            ? t('task.moving')
            : t('task.nextStepsNone')
          : t('task.nextSteps', { next: next.join(t('common.separator')) })}
      </p>
      <p className="mt-2 flex gap-2">
        <LinkButton to={beside ? `/inbox${search}` : '/inbox'} tone="primary">
          {t('task.nextTask')}
        </LinkButton>
        <LinkButton to={`/cases/${task.case.id}`}>{t('task.openCase')}</LinkButton>
      </p>
    </Banner>
  );
}
