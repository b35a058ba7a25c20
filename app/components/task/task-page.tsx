import { Link, useLocation, useSearchParams } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { forgetCopy } from '#app/components/form/local-copy.ts';
import { ApplicationPanel } from '#app/components/case/application-panel.tsx';
import { CaseChain } from '#app/components/case/case-chain.tsx';
import { CaseTimeline } from '#app/components/case/case-timeline.tsx';
import { ReplyPanel } from '#app/components/case/reply-panel.tsx';
import { ReviewAidsPanels } from '#app/components/reviews/review-aids.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { noteOpened } from '#app/lib/opened-tasks.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { RefusalCode } from '#server/domain/refusal.ts';
import type { PhraseView } from '#server/queries/phrases.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import type { Typed } from './act.ts';
import { Changes } from './changes.tsx';
import { ClosedTask } from './closed-task.tsx';
import { Corrections } from './corrections.tsx';
import { DecisionForm } from './decision-form.tsx';
import { ExtensionAsked } from './extension-asked.tsx';
import { ExtensionPanel } from './extension-panel.tsx';
import { OperationPanel, type AskedOperation } from './operation-panel.tsx';
import { Signers } from './signers.tsx';
import { TaskHeader } from './task-header.tsx';
import { Overlaps } from '#app/components/case/overlaps.tsx';
import { Screening } from './screening.tsx';
import { Unsent } from './unsent.tsx';

const NOTHING_TYPED: Typed = {};

/** Where the reply is judged or carried out; at the terms it stands in the form itself. */
const REPLY_AT = ['confidentiality_opinion', 'leader_approval', 'provision', 'open_approval', 'open_interface'];

export type TaskPageProps = {
  task: TaskDetails;
  phrases: readonly PhraseView[];
  whyNot: string | null;
  asked: AskedOperation | null;
  refused: Refused | undefined;
  intent: string | null;
};

/** What must I do, by when, and what happens next; the same page alone and beside the inbox. */
export function TaskPage({ task, phrases, whyNot, asked, refused, intent }: TaskPageProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const beside = useLocation().pathname.startsWith('/inbox');
  const extending = task.canRequestExtension && search.has('extension');
  const late = refused?.code === 'already_decided';
  const reply = REPLY_AT.includes(task.element) ? task.reply : null;
  const article = useRef<HTMLElement>(null);
  const before = useRef(task.state);
  const typed = useRef<Typed>(refused?.typed ?? task.draft?.answers ?? NOTHING_TYPED);
  const mine = useRef(task.canDecide);
  // What comes in while the page is open was not opened by anybody.
  const [read] = useState(task.revision);
  useEffect(() => noteOpened(task.id, read), [task.id, read]);
  useEffect(() => {
    if (task.state !== 'open') forgetCopy(`task:${task.id}`);
    // What came of the decision stands at the top, and the button that was pressed at the bottom.
    if (before.current === 'open' && task.state !== 'open') article.current?.scrollIntoView({ block: 'start' });
    before.current = task.state;
  }, [task.id, task.state]);
  // Whoever had this task before them is told that it went to another hand, and keeps what they wrote.
  const overtaken = task.state !== 'open' && (late || (mine.current && task.cannotWhy !== 'task_decided_by_you'));
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
          <ExtensionAsked task={task} />
          <Findings task={task} refused={refused} intent={intent} />
          {asked === null ? null : <OperationPanel task={task} asked={asked} refused={intent === asked.operation ? refused : undefined} />}
          <Screening task={task} />
          <Overlaps overlaps={task.overlaps} />
          {extending ? <ExtensionPanel refused={intent === 'extension' ? refused : undefined} /> : null}
          {task.canDecide ? (
            <DecisionForm
              phrases={phrases}
              key={task.id}
              task={task}
              refused={intent === 'decide' ? refused : undefined}
              onTyped={(now) => (typed.current = now)}
            >
              {task.form.key === task.application.form.key ? null : (
                <ApplicationPanel application={task.application} changes={task.changes} />
              )}
              <ReplyPanel reply={reply} application={task.application} />
              {task.review === null ? null : <ReviewAidsPanels task={task} aids={task.review} />}
            </DecisionForm>
          ) : (
            <>
              <ClosedTask task={task} whyNot={whyNot} beside={beside} overtaken={overtaken} />
              {overtaken ? <Unsent task={task} typed={typed.current} /> : null}
              <ApplicationPanel application={task.application} changes={task.changes} />
              <ReplyPanel reply={reply} application={task.application} />
            </>
          )}
        </div>
        <div className="grid min-w-0 gap-3">
          <Signers signers={task.signers} />
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

/** By the summary above the form, and by the page of the closed task. */
const TOLD_ELSEWHERE: readonly RefusalCode[] = ['invalid', 'already_decided'];

function Findings({ task, refused, intent }: Pick<TaskPageProps, 'task' | 'refused' | 'intent'>) {
  const { t } = useTranslation();
  const changes = refused?.code === 'stale_revision' ? refused.changes : task.changes;
  const stale = refused?.code === 'stale_revision';
  return (
    <>
      {stale ? <Changes announce changes={changes} title={t('task.stale')} text={t('task.staleText')} /> : null}
      {!stale && changes.length > 0 ? <Changes changes={changes} title={t('task.changesTitle', { count: changes.length })} /> : null}
      {refused !== undefined && intent === 'decide' && !stale && !TOLD_ELSEWHERE.includes(refused.code) ? (
        <Banner tone="danger" announce title={refused.title}>
          {refused.text}
        </Banner>
      ) : null}
    </>
  );
}
