import { Form, useNavigation } from '@remix-run/react';
import { useCallback, useMemo, useRef, type FormEvent } from 'react';
import { useWarnings } from '#app/components/apply/use-warnings.ts';
import { DraftStatus } from '#app/components/form/draft-status.tsx';
import { FormFields } from '#app/components/form/form-fields.tsx';
import { useAnswerForm } from '#app/components/form/use-answer-form.ts';
import { useDraft } from '#app/components/form/use-draft.ts';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { ErrorSummary } from '#app/components/ui/error-summary.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { answerNames, pickerItems } from '#app/lib/answer-names.ts';
import {
  aboutId,
  basketAnswers,
  basketOptions,
  basketSchema,
  chosenIn,
  commonIn,
  keyAt,
  openIn,
  refusedParts,
} from '#app/lib/basket-form.ts';
import { isoDay } from '#app/lib/dates.ts';
import { useNow } from '#app/lib/now.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { saveChosen } from '#app/lib/save-basket.ts';
import { saveDraftOnServer } from '#app/lib/save-draft.ts';
import { useShell } from '#app/lib/shell.tsx';
import { useTranslation } from '#app/lib/translation.tsx';
import type { BasketStart } from '#server/queries/basket-start.ts';
import { ClosedEntries, EntryPart } from './entry-part.tsx';

type Props = { start: BasketStart; refused: Refused | undefined };

/** What was collected, and one form for all of it; each entry becomes a case of its own. */
export function BasketPage({ start, refused }: Props) {
  const { t } = useTranslation();
  const count = start.entries.length;
  return (
    <div className="@container mx-auto max-w-4xl">
      <PageHeader
        title={t('basket.title')}
        lead={t('basket.lead', { most: start.most })}
        actions={<LinkButton to="/catalogue">{t('basket.more')}</LinkButton>}
      />
      {refused === undefined || refused.code === 'invalid' ? null : (
        <div className="mb-4">
          <Banner tone="danger" announce title={refused.title}>
            {refused.text}
          </Banner>
        </div>
      )}
      {count === 0 ? (
        <Panel>
          <EmptyState title={t('basket.empty')}>{t('basket.emptyText')}</EmptyState>
        </Panel>
      ) : (
        <Applications start={start} refused={refused} />
      )}
    </div>
  );
}

function Applications({ start, refused }: Props) {
  const { t } = useTranslation();
  const today = isoDay(useNow());
  const busy = useNavigation().state === 'submitting';
  const csrf = useShell()?.csrf ?? '';
  const { entries } = start;
  const open = useMemo(() => openIn(entries), [entries]);
  const draft = useDraft({ key: start.subject, savedAt: start.draft?.savedAt ?? null, save: useSave(start, csrf) });
  const begin = refused?.code === 'invalid' ? refused.typed : basketAnswers(start);
  const warnings = useWarnings({
    begin,
    asks: (answers) => chosenIn(answers, entries).map((chosen) => ({ ...chosen, answers: { ...answers, ...chosen } })),
    place: useCallback(
      (entryId: string, path: string, text: string): [string, string] | null => {
        const entry = open.find((one) => one.entryId === entryId);
        if (entry === undefined) return null;
        if (path === 'itemIds' || path === 'method') return [keyAt(path, entryId), text];
        return [path, `${entry.name}${t('common.colon')}${text}`];
      },
      [open, t],
    ),
  });
  const parts = useMemo(() => refusedParts(refused?.codes ?? {}, entries), [refused, entries]);
  const schema = useMemo(() => basketSchema(start.form.schema, entries), [start.form.schema, entries]);
  const context = useMemo(() => ({ today, options: basketOptions(start) }), [today, start]);
  const form = useAnswerForm({
    id: 'application',
    schema,
    answers: begin,
    context,
    errors: parts.codes,
    onChange: (answers) => {
      draft.changed(answers);
      warnings.check(answers);
    },
  });
  const items = useMemo(
    () => Object.fromEntries(open.map((entry) => [keyAt('itemIds', entry.entryId), pickerItems(t, entry.items, entry.granted)])),
    [open, t],
  );
  const names = useMemo(
    () => answerNames({ entry: null, items: [], attachments: start.attachments, labels: start.labels }),
    [start.attachments, start.labels],
  );
  const slots = useMemo(
    () =>
      Object.fromEntries(
        open.map((entry) => [
          aboutId(entry.entryId),
          <EntryPart key={entry.entryId} entry={entry} barred={parts.barred.includes(entry.entryId)} />,
        ]),
      ),
    [open, parts],
  );
  const upload = useMemo(() => ({ url: '/api/v1/attachments', csrf }), [csrf]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    form.onSubmit(event);
    draft.handIn(event);
  }

  return (
    <Form method="post" noValidate encType="multipart/form-data" onSubmit={submit} preventScrollReset className="grid gap-4">
      <CsrfField />
      <ErrorSummary problems={form.problems} />
      <ClosedEntries entries={entries.filter((entry) => entry.open === null)} />
      {start.draft === null ? <p className="text-muted text-sm">{t('applyForm.prefilled')}</p> : null}
      <Panel title={start.form.schema.title} actions={<DraftStatus draft={draft} onRestore={form.replace} />}>
        <FormFields form={form} names={names} items={items} slots={slots} warnings={warnings.texts} upload={upload} />
      </Panel>
      <div className="border-edge bg-surface shadow-raised z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border p-3 md:sticky md:bottom-0 md:rounded-b-none">
        <p className="text-muted min-w-0 flex-1 basis-64">{t('basket.after', { count: entries.length })}</p>
        <Button type="submit" tone="primary" busy={busy}>
          {t('basket.submit', { count: entries.length })}
        </Button>
      </div>
    </Form>
  );
}

/** What is wanted of each entry is kept in the basket, what they have in common in the draft. */
function useSave(start: BasketStart, csrf: string) {
  const kept = useRef(new Map(chosenIn(basketAnswers(start), start.entries).map((chosen) => [chosen.entryId, JSON.stringify(chosen)])));
  return async (answers: Readonly<Record<string, unknown>>): Promise<string> => {
    for (const chosen of chosenIn(answers, start.entries)) {
      const text = JSON.stringify(chosen);
      if (kept.current.get(chosen.entryId) === text) continue;
      await saveChosen(chosen, csrf);
      kept.current.set(chosen.entryId, text);
    }
    return saveDraftOnServer({ process: start.process, subject: start.subject, answers: commonIn(answers) }, csrf);
  };
}
