import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { EntryRow as Entry } from '#server/queries/catalogue.ts';
import { cycleName } from '#app/lib/codes.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { BasketButton } from '#app/components/basket/basket-button.tsx';
import { DoubtBadge, LevelBadge, OverdueBadge, ShareTypeBadge } from './class-badges.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Marked } from '#app/components/ui/marked.tsx';

export function EntryRow({ entry, query }: { entry: Entry; query: string }) {
  const { t } = useTranslation();
  return (
    <li className="border-line hover:bg-sunken relative border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link
          to={`/catalogue/${entry.id}`}
          prefetch="intent"
          {...LIST_ITEM}
          className="text-ink hover:text-accent font-medium after:absolute after:inset-0"
        >
          <Marked text={entry.name} words={query} />
        </Link>
        <span className="flex items-center gap-3">
          {entry.doubted ? <DoubtBadge /> : null}
          {entry.freshness?.overdue === true ? <OverdueBadge /> : null}
          <ShareTypeBadge type={entry.shareType} />
          <LevelBadge level={entry.level} />
          {entry.canApply ? <BasketButton id={entry.id} name={entry.name} size="small" /> : null}
        </span>
      </div>
      <p className="text-muted mt-0.5 line-clamp-2">
        <Marked text={entry.abstract} words={query} />
      </p>
      <p className="text-muted mt-0.5 text-sm">
        {entry.provider.name} · {entry.keyField} · {cycleName(t, entry.updateCycle)} · {t('catalogue.items', { count: entry.itemCount })}
        {entry.updatedOn === null ? null : (
          <>
            {' · '}
            {t('catalogue.updatedOn')} <DateTime value={entry.updatedOn} precision="day" />
          </>
        )}
      </p>
    </li>
  );
}
