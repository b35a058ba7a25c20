import { Form, Link, useNavigation } from '@remix-run/react';
import { useMemo, type FormEvent } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { DraftStatus } from '#app/components/form/draft-status.tsx';
import { FormFields } from '#app/components/form/form-fields.tsx';
import { useAnswerForm } from '#app/components/form/use-answer-form.ts';
import { useDraft } from '#app/components/form/use-draft.ts';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { ErrorSummary } from '#app/components/ui/error-summary.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { LevelBadge, ShareTypeBadge } from '#app/components/catalogue/class-badges.tsx';
import { answerNames, pickerItems } from '#app/lib/answer-names.ts';
import { isoDay } from '#app/lib/dates.ts';
import { useNow } from '#app/lib/now.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { saveDraftOnServer } from '#app/lib/save-draft.ts';
import { useShell } from '#app/lib/shell.tsx';
import type { ApplicationStart } from '#server/queries/application-start.ts';
import { AnswerDue } from './answer-due.tsx';
import { useWarnings } from './use-warnings.ts';

/** The application for one entry: begins with what is known, warns while one types, says when an answer is due. */
export function ApplyPage({ start, refused }: { start: ApplicationStart; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const today = isoDay(useNow());
  const csrf = useShell()?.csrf ?? '';
  const busy = useNavigation().state === 'submitting';
  const { entry, form: step } = start;
  const subject = `entry:${entry.id}`;
  const draft = useDraft({
    key: subject,
    savedAt: start.draft?.savedAt ?? null,
    save: (answers) => saveDraftOnServer({ process: start.process, subject, answers }, csrf),
  });
  const begin = refused?.typed ?? start.answers;
  const warnings = useWarnings({ begin, asks: (answers) => [{ entryId: entry.id, answers }] });
  const context = useMemo(() => ({ today, options: step.options }), [today, step.options]);
  const form = useAnswerForm({
    id: 'application',
    schema: step.schema,
    answers: begin,
    context,
    errors: refused?.codes,
    onChange: (answers) => {
      draft.changed(answers);
      warnings.check(answers);
    },
  });
  const names = useMemo(() => answerNames({ entry, items: entry.items, attachments: start.attachments }), [entry, start.attachments]);
  const items = useMemo(() => ({ '*': pickerItems(t, entry.items, start.granted) }), [t, entry.items, start.granted]);
  const upload = useMemo(() => ({ url: '/api/v1/attachments', csrf }), [csrf]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    form.onSubmit(event);
    draft.handIn(event);
  }

  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        title={t('applyForm.title', { name: entry.name })}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link to={`/catalogue/${entry.id}`} className="text-accent underline">
              {entry.provider.name} · {entry.resourceCode}
            </Link>
            <ShareTypeBadge type={entry.shareType} />
            <LevelBadge level={entry.level} />
          </span>
        }
      />
      <Form method="post" noValidate encType="multipart/form-data" onSubmit={submit} className="grid gap-4">
        <CsrfField />
        <ErrorSummary problems={form.problems} />
        <AnswerDue start={start} />
        {refused === undefined || refused.code === 'invalid' ? null : (
          <Banner tone="danger" announce title={refused.title}>
            {refused.text}
          </Banner>
        )}
        {start.draft === null ? <p className="text-muted text-sm">{t('applyForm.prefilled')}</p> : null}
        <Panel title={step.schema.title} actions={<DraftStatus draft={draft} onRestore={form.replace} />}>
          <FormFields form={form} names={names} items={items} warnings={warnings.texts} upload={upload} />
        </Panel>
        <div className="border-edge bg-surface shadow-raised z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border p-3 md:sticky md:bottom-0 md:rounded-b-none">
          <p className="text-muted min-w-0 flex-1 basis-64">{t(`applyForm.after.${entry.shareType}`, { provider: entry.provider.name })}</p>
          <Button type="submit" tone="primary" busy={busy}>
            {t('applyForm.submit')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
