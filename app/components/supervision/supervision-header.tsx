import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';

const PAGES = { still: '/supervision', ledger: '/supervision/ledger', chain: '/supervision/chain' } as const;
type SupervisionPage = keyof typeof PAGES;

type SupervisionHeaderProps = { page: SupervisionPage; title: ReactNode; lead: ReactNode; actions?: ReactNode };

export function SupervisionHeader({ page, title, lead, actions }: SupervisionHeaderProps) {
  const { t } = useTranslation();
  const pages = ['still', 'ledger', 'chain'] as const;
  return (
    <>
      <PageHeader title={title} lead={lead} actions={actions} />
      <div className="mb-4">
        <Tabs
          label={t('supervision.title')}
          tabs={pages.map((name) => ({ to: PAGES[name], label: t(`supervision.tabs.${name}`), current: name === page }))}
        />
      </div>
    </>
  );
}
