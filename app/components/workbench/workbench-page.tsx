import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { CaseStateBadge } from '#app/components/case/case-state-badge.tsx';
import { InboxRow } from '#app/components/inbox/inbox-row.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { capped } from '#app/lib/capped.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { useShell } from '#app/lib/shell.tsx';
import type { CaseRow } from '#server/queries/case-list.ts';
import type { Workbench } from '#server/queries/workbench.ts';
import { StartLinks } from '#app/components/start/start-links.tsx';
import type { StartOn } from '#server/queries/starts-on.ts';
import { DraftList } from './draft-list.tsx';
import { Reminders } from './reminders.tsx';

const DRAFTS_SHOWN = 4;

/** The morning's page: what is mine to do, how my cases stand, what I left half done, what I may start. */
export function WorkbenchPage({ workbench, starts }: { workbench: Workbench; starts: readonly StartOn[] }) {
  const { t } = useTranslation();
  const actor = useShell()?.actor;
  const { tasks, counts, cases, drafts, reminders, mayStart } = workbench;
  const may = (process: string) => mayStart.some(({ key }) => key === process);
  return (
    <>
      <PageHeader
        title={t('workbench.title')}
        lead={actor ? t('workbench.hello', { name: actor.name, organisation: actor.organisation }) : undefined}
        actions={
          <span className="flex flex-wrap gap-2">
            <LinkButton to="/help">{t('help.title')}</LinkButton>
            <StartLinks starts={starts} about="" />
            {may('conditional-share') ? (
              <LinkButton to="/catalogue" tone="primary">
                {t('workbench.startShare')}
              </LinkButton>
            ) : null}
            {may('catalogue-review') ? (
              <>
                <LinkButton to="/catalogue/imports">{t('imports.start')}</LinkButton>
                <LinkButton to="/start/catalogue-review" tone="primary">
                  {t('workbench.startEntry')}
                </LinkButton>
              </>
            ) : null}
            {may('directional-open') ? (
              <LinkButton to="/catalogue?openType=conditional" tone="primary">
                {t('opening.start')}
              </LinkButton>
            ) : null}
          </span>
        }
      />
      {counts.overdue === 0 ? null : (
        <div className="mb-4">
          <Banner tone="danger" title={t('workbench.overdue', { number: capped(counts.overdue) ?? '' })}>
            <Link to="/inbox?overdue=1" className="underline">
              {t('workbench.seeOverdue')}
            </Link>
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel
          flush
          title={t('workbench.tasks')}
          actions={<More to="/inbox">{counts.todo === 0 ? null : t('workbench.allTasks', { number: capped(counts.todo) ?? '' })}</More>}
        >
          {tasks.length === 0 ? (
            <EmptyState title={t('workbench.tasksEmpty')}>{t('workbench.tasksEmptyText')}</EmptyState>
          ) : (
            <ol>
              {tasks.map((item) => (
                <InboxRow key={item.id} item={item} isNew={false} isGone={false} />
              ))}
            </ol>
          )}
        </Panel>
        <div className="grid gap-4">
          {reminders.length === 0 ? null : (
            <Panel flush title={t('workbench.reminders')}>
              <Reminders reminders={reminders} />
            </Panel>
          )}
          <Panel flush title={t('workbench.cases')} actions={<More to="/cases">{t('workbench.allCases')}</More>}>
            {cases.length === 0 ? (
              <EmptyState title={t('workbench.casesEmpty')}>
                {t(may('conditional-share') ? 'workbench.casesEmptyStart' : 'workbench.casesEmptyText')}
              </EmptyState>
            ) : (
              <Cases cases={cases} />
            )}
          </Panel>
          {drafts.length === 0 ? null : (
            <Panel flush title={t('workbench.drafts')} actions={<More to="/drafts">{t('workbench.allDrafts')}</More>}>
              <DraftList drafts={drafts.slice(0, DRAFTS_SHOWN)} />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}

function More({ to, children }: { to: string; children: ReactNode }) {
  if (children === null) return null;
  return (
    <Link to={to} prefetch="intent" className="text-accent text-sm whitespace-nowrap hover:underline">
      {children}
    </Link>
  );
}

function Cases({ cases }: { cases: readonly CaseRow[] }) {
  const { t } = useTranslation();
  return (
    <ol>
      {cases.map((file) => (
        <li key={file.id} className="border-line hover:bg-sunken relative border-b px-4 py-2 last:border-b-0">
          <div className="flex items-center justify-between gap-3">
            <Link
              to={`/cases/${file.id}`}
              prefetch="intent"
              {...LIST_ITEM}
              className="text-ink min-w-0 truncate font-medium after:absolute after:inset-0"
            >
              {file.title}
            </Link>
            {file.clock.kind === 'none' ? <CaseStateBadge state={file.state} /> : <ClockBadge clock={file.clock} />}
          </div>
          <p className="text-muted text-sm">
            {file.number} · {file.step === null ? t('task.moving') : `${t('cases.step')}${t('common.colon')}${file.step}`} ·{' '}
            <DateTime value={file.filedAt} precision="day" />
          </p>
        </li>
      ))}
    </ol>
  );
}
