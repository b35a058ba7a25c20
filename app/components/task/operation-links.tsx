import { useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { FORM_OPERATIONS } from '#app/lib/posted-operation.ts';
import { withParameter } from '#app/lib/search.ts';
import type { Operation } from '#server/domain/operations.ts';

/** Only what this person may do now; each leads to its form, with what follows from it. */
export function OperationLinks({ operations }: { operations: readonly Operation[] }) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const shown = FORM_OPERATIONS.filter((operation) => operations.includes(operation));
  if (shown.length === 0) return null;
  return (
    <nav aria-label={t('work.more')} className="flex flex-wrap gap-1.5">
      {shown.map((operation) => (
        <LinkButton key={operation} to={`?${withParameter(search, 'do', operation)}`} prefetch="none" preventScrollReset>
          {t(`work.operation.${operation}`)}
        </LinkButton>
      ))}
    </nav>
  );
}
