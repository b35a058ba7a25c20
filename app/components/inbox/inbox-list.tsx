import { useRef, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { InboxItem } from '#server/queries/inbox.ts';
import { isFiltered, type InboxView } from '#app/lib/inbox-filter.ts';
import { useSettledList } from '#app/lib/use-settled-list.ts';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { InboxRow, type Choice } from './inbox-row.tsx';

type InboxListProps = { items: readonly InboxItem[]; next: string | null; filter: InboxView; choice: Choice | null };

export function InboxList({ items, next, filter, choice }: InboxListProps) {
  const { t } = useTranslation();
  const [held, setHeld] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { entries, waiting, settle } = useSettledList(items, JSON.stringify(filter), held);
  if (entries.length === 0 && waiting === 0) {
    return (
      <EmptyState title={t(isFiltered(filter) ? 'inbox.empty.filtered' : `inbox.empty.${filter.box}`)}>
        {filter.box === 'todo' ? t('inbox.emptyText') : null}
      </EmptyState>
    );
  }
  return (
    <div
      ref={list}
      onPointerEnter={(event) => event.pointerType === 'mouse' && setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={(event) => !list.current?.contains(event.relatedTarget) && setHeld(false)}
    >
      <div role="status" className="sticky top-0 z-10">
        {waiting === 0 ? null : (
          <button type="button" onClick={settle} className="bg-accent text-on-accent w-full px-3 py-1.5 text-sm font-medium">
            {t('inbox.held', { count: waiting })}
          </button>
        )}
      </div>
      <ol aria-label={t('inbox.list')}>
        {entries.map(({ row, isNew, isGone }) => (
          <InboxRow key={row.id} item={row} isNew={isNew} isGone={isGone && filter.box === 'todo'} choice={choice} />
        ))}
      </ol>
      <div className="px-3">
        <Pager next={next} />
      </div>
    </div>
  );
}
