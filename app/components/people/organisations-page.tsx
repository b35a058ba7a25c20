import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { roleName } from '#app/lib/codes.ts';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import type { OrganisationView } from '#server/queries/organisations.ts';
import { AdminHeader } from './admin-header.tsx';

export function OrganisationsPage({ organisations }: { organisations: readonly OrganisationView[] }) {
  const { t } = useTranslation();
  return (
    <>
      <AdminHeader page="organisations" title={t('people.organisations.title')} lead={t('people.organisations.lead')} />
      <Panel flush>
        <Table
          caption={t('people.organisations.title')}
          rows={organisations}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              label: t('people.organisations.name'),
              primary: true,
              cell: ({ id, name }) => (
                <Link to={`/admin/appointments?organisation=${id}`} prefetch="intent" {...LIST_ITEM} className="text-accent underline">
                  {name}
                </Link>
              ),
            },
            { key: 'code', label: t('people.organisations.code'), cell: ({ code }) => <span className="font-mono">{code}</span> },
            {
              key: 'people',
              label: t('people.organisations.people'),
              cell: ({ people }) => (people === 0 ? <span className="text-muted">{t('people.organisations.notConnected')}</span> : people),
            },
            {
              key: 'vacant',
              label: t('people.organisations.vacant'),
              cell: ({ vacant }) =>
                vacant.length === 0 ? (
                  <span className="text-muted">{t('people.organisations.vacantNone')}</span>
                ) : (
                  <span className="text-warn font-medium">{vacant.map((role) => roleName(t, role)).join(t('common.separator'))}</span>
                ),
            },
          ]}
        />
      </Panel>
    </>
  );
}
