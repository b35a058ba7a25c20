import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { useRefresh } from '#app/lib/use-refresh.ts';
import { ImportDrafts, type FiledDrafts } from './import-drafts.tsx';
import { ImportProblems, type ShownProblem } from './import-problems.tsx';
import { ImportStateBadge } from './import-state-badge.tsx';
import type { ImportDetails } from '#server/queries/catalogue-imports.ts';

const LOOK_EVERY_MS = 1000;

/** The import with its problems in words. */
export type ShownImport = Omit<ImportDetails, 'problems' | 'refusal'> & {
  readonly problems: readonly ShownProblem[];
  readonly refusal: string | null;
};
type ImportPageProps = { shown: ShownImport; refused: Refused | undefined; filed: FiledDrafts | undefined };

/** One file: how far the check is, what it found, what confirming does, and the drafts that came of it. */
export function ImportPage({ shown, refused, filed }: ImportPageProps) {
  const { t } = useTranslation();
  const { fileName, fileHash, createdAt, state, earlier, refusal } = shown;
  return (
    <>
      <PageHeader
        title={<span className="break-all">{fileName}</span>}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <ImportStateBadge state={state} />
            <DateTime value={createdAt} />
            <span className="text-sm break-all">
              {t('imports.hash')}:<span className="font-mono">{fileHash.slice(0, 16)}…</span>
            </span>
          </span>
        }
        actions={<LinkButton to="/catalogue/imports">{t('imports.past')}</LinkButton>}
      />
      <div className="grid gap-4">
        {refused === undefined ? null : <Banner tone="danger" announce title={refused.text} />}
        {earlier.map(({ id, by, stored }) => (
          <Banner key={id} tone="warn" title={t('imports.sameFile', { by, stored })} />
        ))}
        {state === 'checking' ? <Checking shown={shown} /> : null}
        {state === 'refused' ? (
          <Banner tone="danger" announce title={t('imports.refused')}>
            {refusal} <UploadAgain />
          </Banner>
        ) : null}
        {state === 'dropped' ? (
          <Banner tone="info" title={t('imports.dropped')}>
            <UploadAgain />
          </Banner>
        ) : null}
        {state === 'checked' ? <Checked shown={shown} /> : null}
        {state === 'stored' ? <ImportDrafts shown={shown} filed={filed} /> : null}
      </div>
    </>
  );
}

function UploadAgain() {
  const { t } = useTranslation();
  return (
    <Link to="/catalogue/imports" className="underline">
      {t('imports.again')}
    </Link>
  );
}

function Checking({ shown: { done, total } }: { shown: ShownImport }) {
  const { t } = useTranslation();
  useRefresh(LOOK_EVERY_MS);
  return (
    <section className="bg-surface border-line grid gap-2 rounded-lg border p-4">
      <p role="status" className="font-medium">
        {total === 0 ? t('imports.reading') : t('imports.checking', { done, total })}
      </p>
      <progress aria-label={t('imports.progress')} max={Math.max(total, 1)} value={total === 0 ? undefined : done} className="w-full" />
      <p className="text-muted text-sm">
        {t('imports.leave')}{' '}
        <Link to="." className="text-accent underline">
          {t('imports.look')}
        </Link>
      </p>
    </section>
  );
}

function Checked({ shown }: { shown: ShownImport }) {
  const { t } = useTranslation();
  const intent = useNavigation().formData?.get('intent');
  const { total, good, warnings } = shown;
  const bad = total - good;
  const title =
    bad === 0
      ? t('imports.allGood', { total })
      : good === 0
        ? t('imports.nothingGood', { total })
        : t('imports.someGood', { total, good, bad });
  return (
    <>
      <Banner tone={bad === 0 ? 'ok' : good === 0 ? 'danger' : 'warn'} announce title={title}>
        {warnings === 0 ? null : <p>{t('imports.warnings', { count: warnings })}</p>}
        {bad === 0 || good === 0 ? null : <p>{t('imports.mend')}</p>}
      </Banner>
      {shown.problems.length === 0 ? null : <ImportProblems shown={shown} />}
      <section className="border-edge bg-surface shadow-raised flex flex-wrap items-center justify-between gap-3 rounded-lg border p-3">
        <p>{good === 0 ? <UploadAgain /> : t('imports.consequence', { good })}</p>
        <span className="flex flex-wrap gap-2">
          <Form method="post">
            <CsrfField />
            <input type="hidden" name="intent" value="drop" />
            <Button type="submit" busy={intent === 'drop'}>
              {t('imports.drop')}
            </Button>
          </Form>
          {good === 0 ? null : (
            <Form method="post">
              <CsrfField />
              <input type="hidden" name="intent" value="confirm" />
              <Button type="submit" tone="primary" busy={intent === 'confirm'}>
                {t('imports.confirm', { good })}
              </Button>
            </Form>
          )}
        </span>
      </section>
    </>
  );
}
