import { Findings } from '#app/components/openings/self-check-page.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { useTranslation } from '#app/lib/translation.tsx';
import type { TaskDetails } from '#server/queries/task-details.ts';

/** What the record says against the applicant, for those who judge the application. */
export function Screening({ task: { screening } }: { task: TaskDetails }) {
  const { t } = useTranslation();
  if (screening === null) return null;
  if (screening.length === 0) return <Banner tone="ok" title={t('opening.screenedClear')} />;
  return (
    <Banner tone="danger" title={t('opening.screenedHit')}>
      <Findings findings={screening} />
    </Banner>
  );
}
