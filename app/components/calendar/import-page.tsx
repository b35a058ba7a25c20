import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { AdminHeader } from '#app/components/people/admin-header.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { Field, SelectField, TextAreaField, TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { ImportRows, type Given, type ShownPreview } from './import-rows.tsx';

type ImportPageProps = { given: Given; preview: ShownPreview | null; refused: Refused | undefined };

/** Paste or choose a file, check it row by row, then enter it as one edit. */
export function ImportPage({ given, preview, refused }: ImportPageProps) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'preview';
  return (
    <>
      <AdminHeader page="calendar" title={t('people.calendarImport.title')} lead={t('people.calendarImport.lead')} refused={refused} />
      <div className="grid gap-4">
        <Panel title={t('people.calendarImport.text')}>
          <Form method="post" encType="multipart/form-data" noValidate preventScrollReset className="grid gap-3">
            <CsrfField />
            <input type="hidden" name="intent" value="preview" />
            <div className="grid gap-3 md:grid-cols-2">
              <SelectField
                id="level"
                name="level"
                label={t('people.calendarImport.level')}
                defaultValue={given.level}
                options={[
                  { value: 'national', label: t('people.calendarImport.national') },
                  { value: 'city', label: t('people.calendarImport.city') },
                ]}
              />
              <TextField
                id="source"
                name="source"
                label={t('people.calendarImport.source')}
                hint={t('people.calendarImport.sourceHint')}
                maxLength={300}
                defaultValue={given.source}
              />
            </div>
            <TextAreaField
              key={given.text}
              id="text"
              name="text"
              rows={6}
              label={t('people.calendarImport.text')}
              hint={t('people.calendarImport.textHint')}
              placeholder={t('people.calendarImport.template')}
              error={refused?.fields['text']}
              defaultValue={given.text}
              className="max-h-80 font-mono"
            />
            <Field id="file" label={t('people.calendarImport.file')}>
              <input id="file" type="file" name="file" accept=".csv,.json,.txt" className="block" />
            </Field>
            <div>
              <Button type="submit" tone={preview === null ? 'primary' : 'secondary'} busy={busy}>
                {t('people.calendarImport.preview')}
              </Button>
            </div>
          </Form>
        </Panel>
        {preview === null ? null : <ImportRows given={given} preview={preview} />}
      </div>
    </>
  );
}
