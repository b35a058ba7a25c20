import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button, buttonClass } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { ImportView } from '#server/queries/catalogue-imports.ts';
import { ImportStateBadge } from './import-state-badge.tsx';

/** Where compilers begin with a spreadsheet: the template, the upload, and what was brought before. */
export function ImportsPage({ imports, refused }: { imports: readonly ImportView[]; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'upload';
  const wrong = refused?.fields['file'];
  return (
    <>
      <PageHeader
        title={t('imports.title')}
        lead={t('imports.lead')}
        actions={
          <>
            <LinkButton to="/start/catalogue-review">{t('imports.online')}</LinkButton>
            <a href="/catalogue/imports/template" download className={buttonClass()}>
              {t('imports.template')}
            </a>
          </>
        }
      />
      <div className="grid gap-4">
        {refused === undefined ? null : <Banner tone="danger" announce title={wrong ?? refused.text} />}
        <Panel title={t('imports.upload')}>
          <Form method="post" encType="multipart/form-data" noValidate className="grid gap-3">
            <CsrfField />
            <input type="hidden" name="intent" value="upload" />
            <Field id="file" label={t('imports.file')} hint={t('imports.fileHint')} error={wrong} required>
              <input
                id="file"
                type="file"
                name="file"
                accept=".xlsx,.csv"
                required
                aria-describedby={wrong === undefined ? 'file-hint' : 'file-hint file-error'}
                aria-invalid={wrong === undefined ? undefined : true}
                className="block max-w-full"
              />
            </Field>
            <div>
              <Button type="submit" tone="primary" busy={busy}>
                {t('imports.send')}
              </Button>
            </div>
          </Form>
        </Panel>
        <Panel flush title={t('imports.past')}>
          {imports.length === 0 ? (
            <EmptyState title={t('imports.none')}>{t('imports.noneText')}</EmptyState>
          ) : (
            <Table
              caption={t('imports.past')}
              rows={imports}
              rowKey={({ id }) => id}
              columns={[
                { key: 'file', label: t('imports.file'), primary: true, cell: (one) => <FileName one={one} /> },
                { key: 'by', label: t('imports.by'), cell: ({ by }) => by },
                { key: 'at', label: t('imports.at'), cell: ({ createdAt }) => <DateTime value={createdAt} /> },
                { key: 'result', label: t('imports.result'), cell: (one) => <Result one={one} /> },
              ]}
            />
          )}
        </Panel>
      </div>
    </>
  );
}

/** What is in a file only who brought it may see. */
function FileName({ one: { id, fileName, own } }: { one: ImportView }) {
  return own ? (
    <Link to={`/catalogue/imports/${id}`} className="text-accent break-all underline">
      {fileName}
    </Link>
  ) : (
    <span className="break-all">{fileName}</span>
  );
}

function Result({ one: { state, total, good, stored } }: { one: ImportView }) {
  const { t } = useTranslation();
  return (
    <span className="flex flex-wrap items-center gap-2">
      <ImportStateBadge state={state} />
      {state === 'stored' ? t('imports.storedCount', { stored }) : state === 'checked' ? t('imports.counts', { total, good }) : null}
    </span>
  );
}
