import { Form, Link, useLocation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { SelectField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import { roleName } from '#app/lib/codes.ts';
import type { Refused } from '#app/lib/respond.ts';
import type { AppointmentRegister } from '#server/queries/appointments.ts';
import { AdminHeader } from './admin-header.tsx';
import { AppointForm } from './appoint-form.tsx';
import { AppointmentActs } from './appointment-acts.tsx';
import { EndAppointmentForm } from './end-appointment-form.tsx';
import { Term, TermBadge } from './term.tsx';

type AppointmentsPageProps = { register: AppointmentRegister; ended: boolean; refused: Refused | undefined; intent: string | null };

/** The register of one organisation: who holds what, and the form to appoint for whoever may. */
export function AppointmentsPage({ register, ended, refused, intent }: AppointmentsPageProps) {
  const { t } = useTranslation();
  const { appointments, organisation, organisations, grantable, people, today } = register;
  const title = t('people.appointments.list', { number: appointments.length });
  return (
    <>
      <AdminHeader
        page="appointments"
        title={`${t('people.appointments.title')} · ${organisation.name}`}
        lead={t('people.appointments.lead')}
        refused={refused}
      />
      <div className="grid gap-4">
        {organisations.length > 1 ? <ChooseOrganisation register={register} /> : null}
        <Panel flush title={title} actions={<EndedSwitch ended={ended} />}>
          {appointments.length === 0 ? (
            <EmptyState title={t('people.appointments.none')} />
          ) : (
            <Table
              caption={title}
              rows={appointments}
              rowKey={({ id }) => id}
              columns={[
                { key: 'person', label: t('people.person'), primary: true, cell: ({ person }) => person },
                { key: 'unit', label: t('people.unit'), cell: ({ unit }) => unit || t('common.none') },
                { key: 'role', label: t('people.role'), cell: ({ role }) => roleName(t, role) },
                { key: 'term', label: t('people.term'), cell: ({ from, to }) => <Term from={from} to={to} /> },
                {
                  key: 'state',
                  label: t('people.state'),
                  cell: ({ state }) => <TermBadge state={state} label={t(`people.states.${state}`)} />,
                },
                {
                  key: 'record',
                  label: t('people.record'),
                  cell: (appointment) => (
                    <>
                      <AppointmentActs history={appointment.history} />
                      {appointment.mayEnd ? (
                        <EndAppointmentForm
                          appointment={appointment}
                          today={today}
                          fields={intent === appointment.id ? (refused?.fields ?? {}) : {}}
                        />
                      ) : null}
                    </>
                  ),
                },
              ]}
            />
          )}
        </Panel>
        {grantable.length === 0 ? (
          <p className="text-muted">{t('people.appointments.giveNone')}</p>
        ) : (
          <AppointForm
            key={`${organisation.id} ${appointments.length}`}
            organisationId={organisation.id}
            people={people}
            roles={grantable}
            today={today}
            refused={intent === 'give' ? refused : undefined}
          />
        )}
      </div>
    </>
  );
}

function ChooseOrganisation({ register: { organisation, organisations } }: { register: AppointmentRegister }) {
  const { t } = useTranslation();
  return (
    <Form className="flex flex-wrap items-end gap-2" data-print="no">
      <div className="w-72">
        <SelectField
          key={organisation.id}
          id="organisation"
          name="organisation"
          label={t('people.organisation')}
          defaultValue={organisation.id}
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <Button type="submit">{t('people.show')}</Button>
    </Form>
  );
}

function EndedSwitch({ ended }: { ended: boolean }) {
  const { t } = useTranslation();
  const parameters = new URLSearchParams(useLocation().search);
  if (ended) parameters.delete('ended');
  else parameters.set('ended', '1');
  return (
    <Link to={`?${parameters.toString()}`} preventScrollReset className="text-accent underline">
      {t(ended ? 'people.appointments.withoutEnded' : 'people.appointments.withEnded')}
    </Link>
  );
}
