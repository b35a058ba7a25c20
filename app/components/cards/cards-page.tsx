import { useTranslation } from '#app/lib/translation.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { Cards } from '#server/queries/cards.ts';
import { LeaderCard } from './leader-card.tsx';
import { SigningRow, type SignedRow } from './signing-row.tsx';

export type CardsPageProps = {
  cards: Cards;
  /** The row instead of a card. */
  signing: boolean;
  signed: readonly SignedRow[] | null;
  refused: Refused | undefined;
};

/** Five minutes and a phone: one task on the screen, the next after it, and the row to be signed at the end. */
export function CardsPage({ cards, signing, signed, refused }: CardsPageProps) {
  const { t } = useTranslation();
  const { card, row } = cards;
  const atRow = signing || signed !== null || (card === null && row.length > 0);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t('cards.title')}
        lead={atRow || card === null ? undefined : t('cards.place', { place: cards.place, count: cards.count })}
        actions={
          atRow || row.length === 0 ? undefined : (
            <>
              <span className="self-center font-medium">{t('cards.rowTitle', { count: row.length })}</span>
              <LinkButton to="/cards?sign=1" tone="primary">
                {t('cards.rowGo')}
              </LinkButton>
            </>
          )
        }
      />
      {atRow ? (
        <SigningRow row={row} signed={signed} more={card !== null} refused={refused} />
      ) : card === null ? (
        <Panel flush>
          <EmptyState title={t('cards.empty')}>{t('cards.emptyText')}</EmptyState>
        </Panel>
      ) : (
        <LeaderCard key={card.task.id} card={card} next={cards.next} refused={refused} />
      )}
    </div>
  );
}
