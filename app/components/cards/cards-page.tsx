import { useTranslation } from '#app/lib/translation.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { Cards } from '#server/queries/cards.ts';
import { LeaderCard } from './leader-card.tsx';

/** Five minutes and a phone: one task on the screen, the next after it, and at the end the row to be signed. */
export function CardsPage({ cards, refused }: { cards: Cards; refused: Refused | undefined }) {
  const { t } = useTranslation();
  const { card, row } = cards;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t('cards.title')}
        lead={card === null ? undefined : t('cards.place', { place: cards.place, count: cards.count })}
        actions={
          row.length === 0 ? undefined : (
            <>
              <span className="self-center font-medium">{t('cards.rowTitle', { count: row.length })}</span>
              <LinkButton to="/signing-row" tone="primary">
                {t('cards.rowGo')}
              </LinkButton>
            </>
          )
        }
      />
      {card === null ? (
        <Panel flush>
          <EmptyState title={t('cards.empty')}>{t('cards.emptyText')}</EmptyState>
        </Panel>
      ) : (
        <LeaderCard key={card.task.id} card={card} next={cards.next} refused={refused} />
      )}
    </div>
  );
}
