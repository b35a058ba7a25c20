import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { chineseDate } from '#forms/answer-text.ts';
import type { ApplicationStart } from '#server/queries/application-start.ts';

/** What comes of filing today, before a line has been typed. */
export function AnswerDue({ start: { entry, answerDueAt } }: { start: ApplicationStart }) {
  const { t } = useTranslation();
  if (entry.shareType === 'not_shared') {
    return (
      <Banner tone="danger" title={t('applyForm.answerNot')}>
        {entry.notSharedBasis}
      </Banner>
    );
  }
  if (answerDueAt === null) return <Banner tone="ok" title={t('applyForm.answerNow')} />;
  return (
    <Banner title={t('applyForm.answerDue', { date: chineseDate(answerDueAt) })}>
      {entry.shareCondition === null ? null : `${t('applyForm.condition')}${t('common.colon')}${entry.shareCondition}`}
    </Banner>
  );
}
