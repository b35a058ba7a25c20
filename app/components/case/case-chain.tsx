import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeName, roleName } from '#app/lib/codes.ts';
import type { StepView } from '#server/queries/case-record.ts';
import type { GroupView } from '#server/queries/group-view.ts';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { StepChain, type ChainStep } from '#app/components/ui/step-chain.tsx';

/** What is behind, where the case stands and with whom, and what may still come. */
export function CaseChain({ steps, ahead }: { steps: readonly StepView[]; ahead: readonly { element: string; name: string }[] }) {
  const { t } = useTranslation();
  const gone: ChainStep[] = steps.map((step) => ({
    id: step.taskId,
    name: step.name,
    place: step.place,
    detail: <StepDetail step={step} />,
  }));
  const rest: ChainStep[] = ahead.map(({ element, name }) => ({ id: `ahead-${element}`, name, place: 'ahead' }));
  return (
    <>
      <h2 className="sr-only">{t('caseFile.steps')}</h2>
      <StepChain steps={[...gone, ...rest]} />
    </>
  );
}

/** Both names where a deputy decided. */
export function deciderOf(t: ReturnType<typeof useTranslation>['t'], { decidedBy, decidedFor }: StepView): string {
  if (decidedBy === null) return '';
  return decidedFor === null ? decidedBy : t('people.deputyFor', { deputy: decidedBy, principal: decidedFor });
}

function StepDetail({ step }: { step: StepView }) {
  const { t } = useTranslation();
  if (step.place === 'here') {
    return (
      <>
        <Who candidates={step.candidates} />
        {step.dueAt === null ? null : (
          <>
            {' · '}
            {t('task.dueBy')} <DateTime value={step.dueAt} precision="day" />
          </>
        )}
      </>
    );
  }
  return (
    <>
      {step.outcome === null ? null : <>{outcomeName(t, step.outcome)} · </>}
      {step.decidedBy === null ? null : <>{deciderOf(t, step)} · </>}
      <DateTime value={step.at} />
    </>
  );
}

export function Who({ candidates }: { candidates: readonly GroupView[] }) {
  const { t } = useTranslation();
  return candidates.map(({ organisation, role }) => `${organisation} ${roleName(t, role)}`).join(t('common.separator'));
}
