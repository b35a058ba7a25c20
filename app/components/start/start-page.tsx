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
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { answerNames, pickerItems } from '#app/lib/answer-names.ts';
import { isoDay } from '#app/lib/dates.ts';
import { useNow } from '#app/lib/now.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { saveDraftOnServer } from '#app/lib/save-draft.ts';
import { useShell } from '#app/lib/shell.tsx';
import { useEntryChecks } from './use-entry-checks.ts';
import type { CaseStart } from '#server/queries/case-start.ts';

/** Starts a case of any process by its form; what is half typed is kept. */
export function StartPage({ start, refused }: { start: CaseStart; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const today = isoDay(useNow());
  const csrf = useShell()?.csrf ?? '';
  const busy = useNavigation().state === 'submitting';
  const { entry, form: step, subject } = start;
  const draft = useDraft({
    key: `${start.process} ${subject}`,
    savedAt: start.draft?.savedAt ?? null,
    save: (answers) => saveDraftOnServer({ process: start.process, subject, answers }, csrf),
  });
  const checks = useEntryChecks(start.process === 'catalogue-review', start.answers, csrf);
  const context = useMemo(() => ({ today, options: step.options }), [today, step.options]);
  const form = useAnswerForm({
    id: 'application',
    schema: step.schema,
    answers: refused?.typed ?? start.answers,
    context,
    errors: refused?.codes,
    onChange: (answers) => {
      draft.changed(answers);
      checks.check(answers);
    },
  });
  const items = useMemo(() => entry?.items ?? [], [entry]);
  const names = useMemo(
    () => ({
      ...answerNames({ entry, items, attachments: start.attachments, labels: start.labels }),
      ...(start.grantNumber === null ? {} : { grantId: { [subject.slice('grant:'.length)]: start.grantNumber } }),
    }),
    [entry, items, start.attachments, start.labels, start.grantNumber, subject],
  );
  const picker = useMemo(() => ({ '*': pickerItems(t, items) }), [t, items]);
  const upload = useMemo(() => ({ url: '/api/v1/attachments', csrf }), [csrf]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    form.onSubmit(event);
    draft.handIn(event);
  }

  return (
    <div className="@container mx-auto max-w-4xl">
      <PageHeader
        title={start.title}
        lead={<About start={start} />}
        actions={<LinkButton to={`/help/${start.process}`}>{t('help.about')}</LinkButton>}
      />
      <Form method="post" noValidate encType="multipart/form-data" onSubmit={submit} className="grid gap-4">
        <CsrfField />
        <ErrorSummary problems={form.problems} />
        {refused === undefined || refused.code === 'invalid' ? null : (
          <Banner tone="danger" announce title={refused.title}>
            {refused.text}
          </Banner>
        )}
        <Panel title={step.schema.title} actions={<DraftStatus draft={draft} onRestore={form.replace} />}>
          <FormFields form={form} names={names} items={picker} upload={upload} warnings={checks.texts} />
        </Panel>
        <div className="border-edge bg-surface shadow-raised z-10 flex justify-end rounded-lg border p-3 md:sticky md:bottom-0 md:rounded-b-none">
          <Button type="submit" tone="primary" busy={busy}>
            {t('applyForm.submit')}
          </Button>
        </div>
      </Form>
    </div>
  );
}

function About({ start: { entry, grantNumber } }: { start: CaseStart }) {
  if (entry === null) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link to={`/catalogue/${entry.id}`} className="text-accent underline">
        {entry.name} · {entry.provider.name}
      </Link>
      {grantNumber === null ? null : <span>{grantNumber}</span>}
    </span>
  );
}
