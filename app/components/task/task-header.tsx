import { Link, useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { roleName } from '#app/lib/codes.ts';
import { withParameter } from '#app/lib/search.ts';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { OperationLinks } from './operation-links.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';

/** The step and its clock first; then which case, and as whom I act. */
export function TaskHeader({ task, beside }: { task: TaskDetails; beside: boolean }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const Heading = beside ? 'h2' : 'h1';
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Heading className="text-xl font-semibold">{task.name}</Heading>
          {task.state === 'open' ? <ClockBadge clock={task.clock} /> : null}
        </div>
        <p className="mt-0.5">{task.case.title}</p>
        <p className="text-muted text-sm">
          {task.case.number} · {t('task.fromTo', { applicant: task.case.applicant, provider: task.case.provider })}
          {task.state === 'open' && task.dueAt !== null ? (
            <>
              {' · '}
              {t('task.dueBy')} <DateTime value={task.dueAt} precision="day" relative />
            </>
          ) : null}
        </p>
        {task.canDecide && task.actingAs !== null ? (
          <p className="text-muted text-sm">
            {t('task.actingAs', { as: `${task.actingAs.organisation} ${roleName(t, task.actingAs.role)}` })}
            {task.actingFor === null ? null : <strong className="text-ink"> {t('people.actingFor', { principal: task.actingFor })}</strong>}
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2" data-print="no">
        {task.canRequestExtension ? (
          <LinkButton to={`?${withParameter(search, 'extension', '1')}`} preventScrollReset>
            {t('task.extension')}
          </LinkButton>
        ) : null}
        <OperationLinks operations={task.operations} />
        {beside ? (
          <Link to={`/tasks/${task.id}`} className="text-accent px-1 py-1.5 underline">
            {t('task.openAlone')}
          </Link>
        ) : null}
        <Link to={`/cases/${task.case.id}`} prefetch="intent" className="text-accent px-1 py-1.5 underline">
          {t('task.openCase')}
        </Link>
      </div>
    </header>
  );
}
