import { useTranslation } from '#app/lib/translation.tsx';
import { FormAnswers } from '#app/components/form/form-answers.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { answerNames } from '#app/lib/answer-names.ts';
import type { ReviewAids } from '#server/queries/review-aids.ts';
import type { TaskDetails } from '#server/queries/task-details.ts';
import { verdictName } from './words.ts';

type Props = { task: TaskDetails; aids: ReviewAids };

/** What a reviewer has before them: the banner of the law, what the system points out, the lines, and how it was ruled before. */
export function ReviewAidsPanels({ task, aids }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Banner tone="warn" title={t('review.banner')}>
        {t('review.bannerText')}
      </Banner>
      {aids.sheet === null ? null : (
        <Panel title={aids.sheet.schema.title}>
          <FormAnswers
            schema={aids.sheet.schema}
            answers={aids.sheet.answers}
            names={answerNames({ ...task.application, labels: task.labels })}
          />
        </Panel>
      )}
      {aids.flags.length === 0 ? null : <Flags task={task} aids={aids} />}
      {aids.changes === null ? null : <SinceLast changes={aids.changes} />}
      {aids.lines.length === 0 ? null : <Lines task={task} aids={aids} />}
      {aids.rulings.length === 0 ? null : <Rulings task={task} aids={aids} />}
    </>
  );
}

function itemName({ application }: TaskDetails, id: string): string {
  return application.items.find((item) => item.id === id)?.name ?? id;
}

function Flags({ task, aids }: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={t('review.flags')}>
      <ul className="grid list-disc gap-1 pl-5">
        {aids.flags.map(({ kind, items, openEntries }) => (
          <li key={kind}>
            <strong className="font-medium">{t(`review.flag.${kind}`)}</strong>
            {t('common.colon')}
            {items.map((id) => itemName(task, id)).join('、')}
            {openEntries.length === 0 ? null : (
              <span className="text-muted block text-sm">{t('review.joins', { entries: openEntries.slice(0, 5).join('、') })}</span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SinceLast({ changes }: { changes: NonNullable<ReviewAids['changes']> }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('review.sinceLast')}>
      {changes.length === 0 ? (
        <p className="text-muted">{t('review.unchanged')}</p>
      ) : (
        <ul className="grid gap-1">
          {changes.map(({ what, label, before, after }) => (
            <li key={`${what} ${label}`}>
              <span className="font-medium">{t(`review.change.${what}`)}</span>{' '}
              {before === '' ? null : <del className="text-muted">{before}</del>}{' '}
              {after === '' ? null : <ins className="no-underline">{after}</ins>}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Lines({ task, aids }: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={t('review.lines')} flush>
      <Table
        caption={t('review.lines')}
        rows={aids.lines}
        rowKey={(line) => line.itemId}
        columns={[
          { key: 'item', label: t('review.item'), primary: true, cell: (line) => itemName(task, line.itemId) },
          { key: 'verdict', label: t('review.lineVerdict'), cell: (line) => verdictName(t, line.verdict) },
          { key: 'clauses', label: t('review.clauses'), cell: (line) => <Clauses task={task} keys={line.clauses} /> },
          { key: 'note', label: t('review.note'), cell: (line) => line.note },
        ]}
      />
    </Panel>
  );
}

function Rulings({ task, aids }: Props) {
  const { t } = useTranslation();
  return (
    <Panel title={t('review.rulings')} flush>
      <Table
        caption={t('review.rulings')}
        rows={aids.rulings}
        rowKey={(ruling) => `${ruling.number} ${ruling.itemName}`}
        columns={[
          { key: 'item', label: t('review.item'), primary: true, cell: (ruling) => ruling.itemName },
          { key: 'verdict', label: t('review.lineVerdict'), cell: (ruling) => verdictName(t, ruling.verdict) },
          { key: 'clauses', label: t('review.clauses'), cell: (ruling) => <Clauses task={task} keys={ruling.clauses} /> },
          { key: 'provider', label: t('review.provider'), cell: (ruling) => ruling.provider },
          { key: 'decidedAt', label: t('review.decidedAt'), cell: (ruling) => <DateTime value={ruling.decidedAt} precision="day" /> },
        ]}
      />
    </Panel>
  );
}

function Clauses({ task, keys }: { task: TaskDetails; keys: readonly string[] }) {
  const names = task.review?.clauses ?? {};
  return <>{keys.map((key) => names[key] ?? key).join('；')}</>;
}
