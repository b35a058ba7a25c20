import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { OutcomeBadge } from '#app/components/task/outcome-badge.tsx';
import { Badge } from '#app/components/ui/badge.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { TextField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { RowItem } from '#server/queries/signing-row.ts';

/** How one of the row ended: `why` it was not signed, in words; null when it was. */
export type SignedRow = { taskId: string; name: string; number: string; title: string; outcome: string; why: string | null };

/** What was read one by one, once more in a line each, and one signature for all; each may be taken out again. */
export function ToSign({ row, refused }: { row: readonly RowItem[]; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const busy = useNavigation().state === 'submitting';
  return (
    <Panel title={t('cards.rowTitle', { count: row.length })}>
      <p className="text-muted mb-3">{t('cards.rowLead')}</p>
      <ol className="border-line divide-line mb-4 divide-y border-y">
        {row.map((item) => (
          <li key={item.taskId} className="flex items-start justify-between gap-3 py-2">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <OutcomeBadge outcome={item.outcome} />
                <Link to={`/tasks/${item.taskId}`} className="text-ink font-medium underline">
                  {item.title}
                </Link>
              </p>
              <p className="text-muted text-sm">
                {item.number} · {item.name}
              </p>
              {item.opinion === '' ? null : <p className="mt-0.5 whitespace-pre-wrap">{item.opinion}</p>}
            </div>
            <Form method="post" className="shrink-0">
              <CsrfField />
              <input type="hidden" name="intent" value="take" />
              <button
                name="taskId"
                value={item.taskId}
                aria-label={t('cards.rowTakeNamed', { title: `${item.title} ${item.number}` })}
                className="text-accent px-2 py-1.5 underline"
              >
                {t('cards.rowTake')}
              </button>
            </Form>
          </li>
        ))}
      </ol>
      <Form method="post" noValidate className="grid gap-3">
        <CsrfField />
        <input type="hidden" name="intent" value="row" />
        {refused === undefined || refused.code === 'invalid' ? null : (
          <Banner tone="danger" announce title={refused.title}>
            {refused.text}
          </Banner>
        )}
        <TextField
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          label={t('cards.password')}
          hint={t('cards.passwordHint')}
          required
          error={refused?.fields['password']}
        />
        <div>
          <Button type="submit" tone="primary" busy={busy}>
            {t('cards.rowSign', { count: row.length })}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}

/** How each ended, and the way to take it back. */
export function Results({ signed }: { signed: readonly SignedRow[] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('cards.rowDone')}>
      <div role="status">
        <ol className="grid gap-2">
          {signed.map((item) => (
            <li key={item.taskId}>
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={item.why === null ? 'ok' : 'danger'} shape={item.why === null ? 'check' : 'cross'}>
                  {item.why === null ? t('cards.rowSigned') : t('cards.rowRefused')}
                </Badge>
                <Link to={`/tasks/${item.taskId}`} className="text-ink font-medium underline">
                  {item.title}
                </Link>
                <span className="text-muted text-sm">{item.number}</span>
              </p>
              {item.why === null ? null : <p className="text-sm">{item.why}</p>}
            </li>
          ))}
        </ol>
      </div>
      {signed.some(({ why }) => why === null) ? <p className="text-muted mt-3 text-sm">{t('cards.rowUndo')}</p> : null}
    </Panel>
  );
}
