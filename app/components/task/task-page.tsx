import { Link, useLocation, useSearchParams } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetCopy } from '#app/components/form/local-copy.ts';
import { ApplicationPanel } from '#app/components/case/application-panel.tsx';
import { CaseChain } from '#app/components/case/case-chain.tsx';
import { CaseTimeline } from '#app/components/case/case-timeline.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { Changes } from './changes.tsx';
import { ClosedTask } from './closed-task.tsx';
import { Corrections } from './corrections.tsx';
import { DecisionForm } from './decision-form.tsx';
import { ExtensionPanel } from './extension-panel.tsx';
import { ReplyPanel } from './reply-panel.tsx';
import { TaskHeader } from './task-header.tsx';

export type TaskPageProps = { task: TaskDetails; whyNot: string | null; refused: Refused | undefined; intent: string | null };

/** What must I do, by when, and what happens next; the same page alone and beside the inbox. */
export function TaskPage({ task, whyNot, refused, intent }: TaskPageProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const beside = useLocation().pathname.startsWith('/inbox');
  const extending = task.canRequestExtension && search.has('extension');
  const article = useRef<HTMLElement>(null);
  const before = useRef(task.state);
  useEffect(() => {
    if (task.state !== 'open') forgetCopy(`task:${task.id}`);
    // What came of the decision stands at the top, and the button that was pressed at the bottom.
    if (before.current === 'open' && task.state !== 'open') article.current?.scrollIntoView({ block: 'start' });
    before.current = task.state;
  }, [task.id, task.state]);
  return (
    <article ref={article} className="@container scroll-mt-14">
      {beside ? (
        <Link to={`/inbox?${search.toString()}`} data-back className="text-accent mb-2 inline-block underline lg:hidden">
          {t('inbox.backToList')}
        </Link>
      ) : null}
      <TaskHeader task={task} beside={beside} />
      <div className="mt-3 grid items-start gap-3 @4xl:grid-cols-[minmax(0,1fr)_17rem]">
        <div className="grid min-w-0 gap-3">
          <Corrections task={task} />
          <Findings task={task} refused={refused} intent={intent} />
          {extending ? <ExtensionPanel refused={intent === 'extension' ? refused : undefined} /> : null}
          {task.canDecide ? (
            <DecisionForm key={task.id} task={task} refused={intent === 'decide' ? refused : undefined}>
              {task.form.key === task.application.form.key ? null : (
                <ApplicationPanel application={task.application} changes={task.changes} />
              )}
              <ReplyPanel task={task} />
            </DecisionForm>
          ) : (
            <>
              <ClosedTask task={task} whyNot={whyNot} beside={beside} />
              <ApplicationPanel application={task.application} changes={task.changes} />
              <ReplyPanel task={task} />
            </>
          )}
        </div>
        <div className="grid min-w-0 gap-3">
          <Panel title={t('task.chain')}>
            <CaseChain steps={task.steps} ahead={task.ahead} />
          </Panel>
          <Panel title={t('task.timeline')}>
            <CaseTimeline items={task.timeline} />
          </Panel>
        </div>
      </div>
    </article>
  );
}

function Findings({ task, refused, intent }: Pick<TaskPageProps, 'task' | 'refused' | 'intent'>) {
  const { t } = useTranslation();
  const changes = refused?.code === 'stale_revision' ? refused.changes : task.changes;
  const stale = refused?.code === 'stale_revision';
  return (
    <>
      {stale ? <Changes announce changes={changes} title={t('task.stale')} text={t('task.staleText')} /> : null}
      {!stale && changes.length > 0 ? <Changes changes={changes} title={t('task.changesTitle', { count: changes.length })} /> : null}
      {refused !== undefined && intent === 'decide' && !stale && refused.code !== 'invalid' ? (
        <Banner tone="danger" announce title={refused.title}>
          {refused.text}
        </Banner>
      ) : null}
    </>
  );
}
