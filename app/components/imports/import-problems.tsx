import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { buttonClass } from '#app/components/ui/button.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';

export type ShownProblem = {
  readonly row: number;
  readonly heading: string;
  readonly name: string;
  readonly isNote: boolean;
  readonly text: string;
};
type ProblemsOf = { readonly id: string; readonly problems: readonly ShownProblem[]; readonly moreProblems: number };

/** Row by row what is wrong; the whole list is a file to mend and hand in again. */
export function ImportProblems({ shown: { id, problems, moreProblems } }: { shown: ProblemsOf }) {
  const { t } = useTranslation();
  return (
    <Panel
      flush
      title={t('imports.problems')}
      actions={
        <a href={`/catalogue/imports/${id}/errors`} download className={buttonClass()}>
          {t('imports.errors')}
        </a>
      }
    >
      <Table
        caption={t('imports.problems')}
        rows={problems}
        rowKey={({ row, heading }) => `${row} ${heading}`}
        columns={[
          { key: 'row', label: t('imports.row'), cell: ({ row }) => row },
          { key: 'entry', label: t('imports.entry'), primary: true, cell: ({ name }) => name },
          { key: 'column', label: t('imports.column'), cell: ({ heading }) => heading },
          {
            key: 'what',
            label: t('imports.what'),
            cell: ({ text, isNote }) => (
              <span className="break-words">
                {isNote ? (
                  <Badge tone="warn" shape="alert">
                    {t('imports.note')}
                  </Badge>
                ) : null}{' '}
                {text}
              </span>
            ),
          },
        ]}
      />
      {moreProblems === 0 ? null : <p className="text-muted p-4">{t('imports.more', { count: moreProblems })}</p>}
    </Panel>
  );
}
