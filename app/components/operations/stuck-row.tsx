import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import type { StuckMessage } from '#server/queries/engine-health.ts';
import { CaseLink } from './incident-row.tsx';
import { RetryButton } from './retry-button.tsx';

/** A message to the engine that was refused for good. */
export function StuckRow({ message, mayRetry }: { message: StuckMessage; mayRetry: boolean }) {
  const { t } = useTranslation();
  return (
    <li className="border-line flex flex-wrap items-start justify-between gap-3 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone="danger" shape="pause">
            {t('operations.stuck')}
          </Badge>
          <span className="font-mono text-sm">{message.kind}</span>
          <CaseLink caseId={message.caseId} number={message.number} />
        </p>
        <p className="mt-1">{message.result}</p>
        <p className="text-muted text-sm">
          {t('operations.attempts', { count: message.attempts })} · {t('operations.since')} <DateTime value={message.since} relative />
        </p>
      </div>
      {mayRetry ? <RetryButton kind="message" id={message.id} /> : null}
    </li>
  );
}
