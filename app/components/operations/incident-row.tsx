import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import type { IncidentView } from '#server/queries/engine-health.ts';
import { RetryButton } from './retry-button.tsx';

/** One step that stands still: where, why, since when, what was tried before. */
export function IncidentRow({ incident, mayRetry }: { incident: IncidentView; mayRetry: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone="danger" shape="alert">
              {incident.kind}
            </Badge>
            <span className="font-medium">{incident.element}</span>
            <CaseLink caseId={incident.caseId} number={incident.number} />
          </p>
          <p className="mt-1 whitespace-pre-wrap">{incident.message}</p>
          <p className="text-muted text-sm">
            {t('operations.since')} <DateTime value={incident.since} relative />
          </p>
        </div>
        {mayRetry ? <RetryButton kind="incident" id={incident.id} /> : null}
      </div>
      {incident.story.length === 0 ? null : (
        <details className="mt-1">
          <summary className="text-accent text-sm">
            {t('operations.story')}({incident.story.length})
          </summary>
          <ol className="mt-1 grid gap-1 text-sm">
            {incident.story.map(({ at, text }, index) => (
              <li key={index} className="grid gap-x-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
                <DateTime value={at} className="text-muted" />
                <span>{text}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

export function CaseLink({ caseId, number }: { caseId: string | null; number: string | null }) {
  if (caseId === null) return null;
  return (
    <Link to={`/cases/${caseId}`} className="text-accent underline">
      {number ?? caseId}
    </Link>
  );
}
