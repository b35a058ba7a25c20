import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { Deputies, DeputyView } from '#server/queries/deputies.ts';
import { AdminHeader } from './admin-header.tsx';
import { DeputyForm } from './deputy-form.tsx';
import { Term, TermBadge } from './term.tsx';

type DeputiesPageProps = { deputies: Deputies; refused: Refused | undefined; intent: string | null };

export function DeputiesPage({ deputies: { deputies, principals, colleagues, me, today }, refused, intent }: DeputiesPageProps) {
  const { t } = useTranslation();
  const title = t('people.deputies.list', { number: deputies.length });
  return (
    <>
      <AdminHeader page="deputies" title={t('people.deputies.title')} lead={t('people.deputies.lead')} refused={refused} />
      <div className="grid gap-4">
        <Panel flush title={title}>
          {deputies.length === 0 ? (
            <EmptyState title={t('people.deputies.none')}>{principals.length === 0 ? null : t('people.deputies.noneText')}</EmptyState>
          ) : (
            <Table
              caption={title}
              rows={deputies}
              rowKey={({ id }) => id}
              columns={[
                { key: 'principal', label: t('people.deputies.principal'), primary: true, cell: ({ principal }) => principal },
                { key: 'deputy', label: t('people.deputies.deputy'), cell: ({ deputy }) => deputy },
                { key: 'days', label: t('people.deputies.days'), cell: ({ from, to }) => <Term from={from} to={to} /> },
                {
                  key: 'state',
                  label: t('people.state'),
                  cell: ({ state }) => <TermBadge state={state} label={t(`people.deputies.states.${state}`)} />,
                },
                { key: 'record', label: t('people.record'), cell: (record) => <DeputyRecord record={record} /> },
              ]}
            />
          )}
        </Panel>
        {principals.length === 0 ? (
          <p className="text-muted">{t('people.deputies.cannot')}</p>
        ) : (
          <DeputyForm
            key={deputies.length}
            principals={principals}
            colleagues={colleagues}
            me={me}
            today={today}
            refused={intent === 'set' ? refused : undefined}
          />
        )}
      </div>
    </>
  );
}

function DeputyRecord({ record: { id, givenBy, givenAt, reason, endedBy, endedAt, mayEnd, principal } }: { record: DeputyView }) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('id') === id;
  return (
    <div>
      <p>
        {t('people.deputies.by', { by: givenBy, reason })} <DateTime value={givenAt} className="text-muted text-sm" />
      </p>
      {endedBy === null || endedAt === null ? null : (
        <p>
          {t('people.deputies.endedBy', { by: endedBy })} <DateTime value={endedAt} className="text-muted text-sm" />
        </p>
      )}
      {mayEnd ? (
        <Form method="post" preventScrollReset className="mt-1" data-print="no">
          <CsrfField />
          <input type="hidden" name="intent" value="end" />
          <input type="hidden" name="id" value={id} />
          <Button type="submit" size="small" busy={busy} aria-label={`${t('people.deputies.end')}${t('common.colon')}${principal}`}>
            {t('people.deputies.end')}
          </Button>
        </Form>
      ) : null}
    </div>
  );
}
