import { Form, Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Pager } from '#app/components/ui/pager.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { draftAddress, draftName } from '#app/lib/draft-address.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { Page } from '#server/queries/cursor.ts';
import type { DraftView } from '#server/queries/drafts.ts';

export function DraftsPage({ page: { items: drafts, next } }: { page: Page<DraftView> }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('drafts.title')} lead={t('drafts.lead')} />
      <Panel flush>
        {drafts.length === 0 ? (
          <EmptyState title={t('drafts.empty')}>{t('drafts.emptyText')}</EmptyState>
        ) : (
          <Table
            caption={t('drafts.caption')}
            rows={drafts}
            rowKey={(draft) => draft.id}
            columns={[
              {
                key: 'title',
                label: t('drafts.name'),
                primary: true,
                cell: (draft) => (
                  <Link to={draftAddress(draft.process, draft.subject)} {...LIST_ITEM} className="text-ink hover:text-accent font-medium">
                    {draftName(t, draft)}
                  </Link>
                ),
              },
              { key: 'savedAt', label: t('drafts.savedAt'), cell: (draft) => <DateTime value={draft.savedAt} relative /> },
              { key: 'remove', label: t('drafts.remove'), cell: (draft) => <RemoveDraft draft={draft} /> },
            ]}
          />
        )}
      </Panel>
      <Pager next={next} />
    </>
  );
}

/** Two presses, the second of which names what goes: a draft cannot be brought back. */
function RemoveDraft({ draft }: { draft: DraftView }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary className="text-danger underline">{t('drafts.remove')}</summary>
      <Form method="post" className="mt-1">
        <CsrfField />
        <Button type="submit" name="id" value={draft.id} tone="danger" size="small" className="max-w-72 truncate">
          {t('drafts.removeNamed', { title: draftName(t, draft) })}
        </Button>
      </Form>
    </details>
  );
}
