import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import type { CalendarImportPreview } from '#server/queries/calendar-import.ts';

/** What was pasted or read from the file. */
export type Given = { text: string; source: string; level: 'national' | 'city' };

/** The preview with its errors already in words. */
export type ShownPreview = Omit<CalendarImportPreview, 'rows'> & {
  readonly rows: readonly (Pick<CalendarImportPreview['rows'][number], 'line' | 'written' | 'state'> & { readonly error: string | null })[];
};

const LOOKS = {
  new: { tone: 'accent', shape: 'dot' },
  changed: { tone: 'warn', shape: 'dot' },
  same: { tone: 'neutral', shape: 'dash' },
  wrong: { tone: 'danger', shape: 'cross' },
} as const;

/** What each row would do; the button comes once no row is wrong. */
export function ImportRows({ given, preview }: { given: Given; preview: ShownPreview }) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'import';
  const { rows, days, wrong, wouldMove, revision } = preview;
  const title = t('people.calendarImport.rows', { number: rows.length });
  return (
    <Panel flush title={title}>
      <Table
        caption={title}
        rows={rows}
        rowKey={({ line }) => String(line)}
        columns={[
          { key: 'line', label: t('people.calendarImport.line'), primary: true, cell: ({ line }) => line },
          {
            key: 'written',
            label: t('people.calendarImport.written'),
            cell: ({ written }) => <span className="font-mono text-sm break-all">{written}</span>,
          },
          {
            key: 'result',
            label: t('people.calendarImport.result'),
            cell: ({ state, error }) => (
              <>
                <Badge {...LOOKS[state]}>{t(`people.calendarImport.states.${state}`)}</Badge>
                {error === null ? null : <span className="text-danger ml-2 font-medium">{error}</span>}
              </>
            ),
          },
        ]}
      />
      <div className="p-4">
        {wrong > 0 || days === 0 ? (
          <Banner
            tone={wrong > 0 ? 'danger' : 'info'}
            announce
            title={wrong > 0 ? t('people.calendarImport.wrong', { count: wrong }) : t('people.calendarImport.nothing')}
          />
        ) : (
          <Form method="post" noValidate className="flex flex-wrap items-center justify-between gap-3">
            <CsrfField />
            <input type="hidden" name="intent" value="import" />
            <input type="hidden" name="revision" value={revision} />
            <input type="hidden" name="level" value={given.level} />
            <input type="hidden" name="source" value={given.source} />
            <textarea hidden readOnly name="text" value={given.text} />
            <p role="status" className="font-medium">
              {t('people.calendarImport.after', { days, moved: wouldMove })}
            </p>
            <Button type="submit" tone="primary" busy={busy}>
              {t('people.calendarImport.confirm')}
            </Button>
          </Form>
        )}
      </div>
    </Panel>
  );
}
