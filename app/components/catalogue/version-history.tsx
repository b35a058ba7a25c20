import { Link } from '@remix-run/react';
import { ChangeList } from '#app/components/task/changes.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { useTranslation } from '#app/lib/translation.tsx';
import type { EntryVersion } from '#server/queries/entry-versions.ts';

/** Every published version stands for ever, with what it changed of the one before. */
export function VersionHistory({ versions }: { versions: readonly EntryVersion[] }) {
  const { t } = useTranslation();
  return (
    <ol>
      {versions.map((version) => (
        <li key={version.version} className="border-line border-b px-4 py-2 last:border-b-0">
          <p className="flex flex-wrap gap-x-3">
            <strong className="font-medium">{t('catalogue.version', { number: version.version })}</strong>
            <DateTime value={version.publishedAt} precision="day" />
            {version.case === null ? null : (
              <Link to={`/cases/${version.case.id}`} className="text-accent hover:underline">
                {version.case.number}
              </Link>
            )}
          </p>
          <Difference version={version} />
        </li>
      ))}
    </ol>
  );
}

function Difference({ version: { version, changes } }: { version: EntryVersion }) {
  const { t } = useTranslation();
  if (changes === null)
    return <p className="text-muted text-sm">{t(version === 1 ? 'catalogue.firstVersion' : 'catalogue.noDifference')}</p>;
  return (
    <details className="@container mt-1">
      <summary className="text-accent cursor-pointer text-sm">{t('catalogue.changes', { count: changes.length })}</summary>
      <ChangeList changes={changes} />
    </details>
  );
}
