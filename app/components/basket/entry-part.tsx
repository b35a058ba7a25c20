import { Link } from '@remix-run/react';
import { LevelBadge, ShareTypeBadge } from '#app/components/catalogue/class-badges.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import type { BasketEntry } from '#app/lib/basket-form.ts';
import { useTranslation } from '#app/lib/translation.tsx';

type PartProps = { entry: BasketEntry & { readonly open: NonNullable<BasketEntry['open']> }; barred: boolean };

/** What one must know of an entry before choosing from it, and the way to leave it out. */
export function EntryPart({ entry: { entryId, name, provider, open }, barred }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link to={`/catalogue/${entryId}`} className="text-accent underline">
          {provider} · {t('basket.entry')}
        </Link>
        <ShareTypeBadge type={open.shareType} />
        <LevelBadge level={open.level} />
        <span className="ml-auto">
          <LeaveOut id={entryId} name={name} />
        </span>
      </p>
      {barred ? <Banner tone="danger" announce title={t('basket.barred')} /> : null}
      {open.shareType === 'not_shared' ? (
        <Banner tone="danger" title={t('applyForm.answerNot')}>
          {open.condition}
        </Banner>
      ) : open.condition === '' ? null : (
        <p className="text-muted text-sm">
          {t('applyForm.condition')}
          {t('common.colon')}
          {open.condition}
        </p>
      )}
    </div>
  );
}

/** Entries that cannot be applied for any more: nothing is filed before they are left out. */
export function ClosedEntries({ entries }: { entries: readonly BasketEntry[] }) {
  const { t } = useTranslation();
  return entries.map(({ entryId, name }) => (
    <Banner key={entryId} tone="danger" title={t('basket.closed', { name })}>
      <span className="mt-1 flex flex-wrap items-center justify-between gap-2">
        {t('basket.closedText')}
        <LeaveOut id={entryId} name={name} />
      </span>
    </Banner>
  ));
}

function LeaveOut({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const label = t('basket.leaveOut');
  return (
    <Button type="submit" formNoValidate name="leaveOut" value={id} size="small" aria-label={`${label}${t('common.colon')}${name}`}>
      {label}
    </Button>
  );
}
