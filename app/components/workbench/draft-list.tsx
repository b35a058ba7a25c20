import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { draftAddress, draftName } from '#app/lib/draft-address.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { DraftView } from '#server/queries/drafts.ts';

export function DraftList({ drafts }: { drafts: readonly DraftView[] }) {
  const { t } = useTranslation();
  return (
    <ol>
      {drafts.map((draft) => (
        <li key={draft.id} className="border-line hover:bg-sunken relative border-b px-4 py-2 last:border-b-0">
          <Link
            to={draftAddress(draft.process, draft.subject)}
            prefetch="intent"
            {...LIST_ITEM}
            className="text-ink block truncate font-medium after:absolute after:inset-0"
          >
            {draftName(t, draft)}
          </Link>
          <p className="text-muted text-sm">
            {t('workbench.draftSaved')} <DateTime value={draft.savedAt} relative />
          </p>
        </li>
      ))}
    </ol>
  );
}
