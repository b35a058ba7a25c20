import { Link } from '@remix-run/react';
import { Banner } from '#app/components/ui/banner.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { useTranslation } from '#app/lib/translation.tsx';
import type { OverlapView } from '#server/queries/collection-overlaps.ts';

/** What would be collected again although another department is its source: it can be applied for. */
export function Overlaps({ overlaps }: { overlaps: readonly OverlapView[] | null }) {
  const { t } = useTranslation();
  if (overlaps === null) return null;
  if (overlaps.length === 0) return <Banner tone="ok" title={t('around.noOverlap')} />;
  return (
    <Banner tone="warn" title={t('around.overlaps')}>
      <ul className="mt-1 grid gap-2">
        {overlaps.map(({ name, entry, canApply }) => (
          <li key={name} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{name}</span>
            <Link to={`/catalogue/${entry.id}`} className="underline">
              {entry.name} · {entry.provider}
            </Link>
            {canApply ? <LinkButton to={`/catalogue/${entry.id}/apply`}>{t('around.applyInstead')}</LinkButton> : null}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
