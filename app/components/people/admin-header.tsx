import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Tabs } from '#app/components/ui/tabs.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { useShell } from '#app/lib/shell.tsx';
import type { AdminPage } from '#server/context.ts';

const ADDRESSES: Readonly<Record<AdminPage, string>> = {
  organisations: '/admin/organisations',
  appointments: '/admin/appointments',
  handover: '/admin/handover',
  deputies: '/admin/deputies',
  phrases: '/admin/phrases',
  calendar: '/calendar',
  limits: '/admin/limits',
};

type AdminHeaderProps = { page: AdminPage; title: ReactNode; lead: ReactNode; actions?: ReactNode; refused?: Refused | undefined };

/** The head of every page of 管理: the section's pages that this person may open, and why the last act was refused. */
export function AdminHeader({ page, title, lead, actions, refused }: AdminHeaderProps) {
  const { t } = useTranslation();
  const pages = useShell()?.actor?.adminPages ?? [];
  return (
    <>
      <PageHeader title={title} lead={lead} actions={actions} />
      {pages.length === 0 ? null : (
        <div className="mb-4">
          <Tabs
            label={t('people.section')}
            tabs={pages.map((name) => ({ to: ADDRESSES[name], label: t(`people.tabs.${name}`), current: name === page }))}
          />
        </div>
      )}
      <RefusedBanner refused={refused} />
    </>
  );
}

/** What a field says itself is not said twice. */
export function RefusedBanner({ refused }: { refused: Refused | undefined }) {
  if (refused === undefined || Object.keys(refused.fields).length > 0) return null;
  return (
    <div className="mb-4">
      <Banner tone="danger" announce title={refused.title}>
        {refused.text}
      </Banner>
    </div>
  );
}
