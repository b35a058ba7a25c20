import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Outlet, useParams } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { InboxView } from '#app/lib/inbox-filter.ts';
import type { Page } from '#server/queries/cursor.ts';
import type { InboxItem } from '#server/queries/inbox.ts';
import type { InboxCounts } from '#server/queries/inbox-counts.ts';
import { capped } from '#app/lib/capped.ts';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import { openedParameter, useOpenedTasks } from '#app/lib/opened-tasks.ts';
import { InboxFilters } from './inbox-filters.tsx';
import { InboxList } from './inbox-list.tsx';

const BOXES = ['todo', 'done', 'copied', 'filed'] as const;

type InboxPageProps = {
  page: Page<InboxItem>;
  counts: InboxCounts;
  processes: readonly { key: string; name: string }[];
  filter: InboxView;
};

/** List and task side by side on wide screens, each scrolling for itself; one after the other on a phone. */
export function InboxPage({ page, counts, processes, filter }: InboxPageProps) {
  const { t } = useTranslation();
  const open = useParams()['id'] !== undefined;
  const opened = useOpenedTasks();
  const [choosing, setChoosing] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const isChoosing = choosing && filter.box === 'todo';
  const choice = isChoosing
    ? {
        opened,
        chosen,
        toggle: (taskId: string) => setChosen(chosen.includes(taskId) ? chosen.filter((id) => id !== taskId) : [...chosen, taskId]),
      }
    : null;
  const together = new URLSearchParams(
    chosen.flatMap((taskId) => {
      const revision = opened[taskId];
      return revision === undefined ? [] : [['task', openedParameter(taskId, revision)]];
    }),
  );
  const tabs = BOXES.map((box) => ({
    to: box === 'todo' ? '/inbox' : `/inbox?box=${box}`,
    label: t(`inbox.box.${box}`),
    current: filter.box === box,
    count: box === 'todo' ? capped(counts.todo) : null,
  }));
  return (
    <div className="lg:grid lg:h-full lg:grid-rows-[minmax(0,1fr)] lg:grid-cols-[minmax(22rem,26rem)_minmax(0,1fr)] lg:gap-3">
      <h1 className="sr-only">{t('inbox.title')}</h1>
      <section
        className={`bg-surface border-line flex min-h-0 flex-col overflow-hidden rounded-lg border ${open ? 'max-lg:hidden' : ''}`}
        data-print="no"
      >
        <Tabs label={t('inbox.boxes')} tabs={tabs} />
        <InboxFilters filter={filter} processes={processes} />
        <div className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain">
          <InboxList items={page.items} next={page.next} filter={filter} choice={choice} />
        </div>
        {filter.box !== 'todo' || (page.items.length === 0 && !isChoosing) ? null : (
          <div className="border-line bg-surface flex flex-wrap items-center justify-between gap-2 border-t p-2 noscript:hidden">
            <Button
              type="button"
              aria-pressed={isChoosing}
              onClick={() => {
                setChoosing(!choosing);
                setChosen([]);
              }}
            >
              <ListChecks aria-hidden="true" className="size-4" />
              {t(isChoosing ? 'inbox.chooseEnd' : 'inbox.choose')}
            </Button>
            <span role="status" className="text-muted">
              {isChoosing ? t('inbox.chosen', { count: chosen.length }) : null}
            </span>
            {together.size === 0 ? null : (
              <LinkButton to={`/signing-row?${together.toString()}`} tone="primary" prefetch="none">
                {t('inbox.chosenGo')}
              </LinkButton>
            )}
          </div>
        )}
      </section>
      <section className={`relative min-h-0 lg:overflow-y-auto ${open ? '' : 'max-lg:hidden'}`}>
        {open ? (
          <Outlet />
        ) : (
          <div className="border-line grid h-full place-content-center rounded-lg border border-dashed">
            <EmptyState title={t('inbox.pick')}>{t('inbox.pickText')}</EmptyState>
          </div>
        )}
      </section>
    </div>
  );
}
