import { useTranslation } from '#app/lib/translation.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { RowItem } from '#server/queries/signing-row.ts';
import { Results, ToSign, type SignedRow } from './signing-row.tsx';
import { TogetherForm, type Chosen } from './together-form.tsx';

type SigningRowPageProps = {
  row: readonly RowItem[];
  together: Chosen;
  signed: readonly SignedRow[] | null;
  refused: { refused: Refused; intent: string } | null;
  leads: boolean;
};

/** What was chosen in the inbox gets one decision; what is decided waits here, from wherever, for one signature. */
export function SigningRowPage({ row, together, signed, refused, leads }: SigningRowPageProps) {
  const { t } = useTranslation();
  const nothing = row.length === 0 && together.items.length === 0 && signed === null;
  return (
    <div className="mx-auto grid max-w-2xl gap-4">
      <PageHeader title={t('cards.rowPage')} />
      {together.items.length === 0 ? null : (
        <TogetherForm
          key={together.items.map(({ taskId }) => taskId).join()}
          chosen={together}
          refused={refused?.intent === 'put' ? refused.refused : undefined}
        />
      )}
      {signed === null ? null : <Results signed={signed} />}
      {row.length === 0 ? null : <ToSign row={row} refused={refused?.intent === 'row' ? refused.refused : undefined} />}
      {nothing ? (
        <Panel flush>
          <EmptyState title={t('cards.rowEmpty')}>{t('cards.rowEmptyText')}</EmptyState>
        </Panel>
      ) : null}
      <p className="flex flex-wrap gap-2">
        <LinkButton to="/inbox">{t('cards.rowInbox')}</LinkButton>
        {leads ? <LinkButton to="/cards">{t('cards.rowBack')}</LinkButton> : null}
      </p>
    </div>
  );
}
