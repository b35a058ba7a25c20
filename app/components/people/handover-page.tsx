import { Form } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { SelectField } from '#app/components/ui/field.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import type { Refused } from '#app/lib/respond.ts';
import type { HandoverPreview, PastHandover } from '#server/queries/handover-preview.ts';
import { AdminHeader } from './admin-header.tsx';
import { HandoverPlanPanel } from './handover-plan.tsx';

type HandoverPageProps = {
  preview: HandoverPreview;
  whyNot: string | null;
  chosen: { leaver: string; successor: string };
  refused: Refused | undefined;
};

/** Who leaves and who takes over; then all that would move, before anything does. */
export function HandoverPage({ preview, whyNot, chosen, refused }: HandoverPageProps) {
  const { t } = useTranslation();
  const { people, plan, past } = preview;
  const options = [{ value: '', label: t('people.choose') }, ...people.map(({ id, name }) => ({ value: id, label: name }))];
  const nameOf = (id: string): string => people.find((person) => person.id === id)?.name ?? id;
  return (
    <>
      <AdminHeader page="handover" title={t('people.handover.title')} lead={t('people.handover.lead')} refused={refused} />
      <div className="grid gap-4">
        <Panel title={t('people.handover.who')}>
          <Form key={`${chosen.leaver} ${chosen.successor}`} className="flex flex-wrap items-end gap-3" preventScrollReset>
            <div className="w-64">
              <SelectField
                id="leaver"
                name="leaver"
                label={t('people.handover.leaver')}
                required
                options={options}
                defaultValue={chosen.leaver}
              />
            </div>
            <div className="w-64">
              <SelectField
                id="successor"
                name="successor"
                label={t('people.handover.successor')}
                required
                options={options}
                defaultValue={chosen.successor}
              />
            </div>
            <Button type="submit">{t('people.handover.preview')}</Button>
          </Form>
        </Panel>
        {plan === null ? null : (
          <HandoverPlanPanel
            plan={plan}
            leaver={nameOf(plan.leaverId)}
            successor={nameOf(plan.successorId)}
            whyNot={whyNot}
            refused={refused}
          />
        )}
        <Past past={past} />
      </div>
    </>
  );
}

function Past({ past }: { past: readonly PastHandover[] }) {
  const { t } = useTranslation();
  const title = t('people.handover.past', { number: past.length });
  return (
    <Panel flush title={title}>
      {past.length === 0 ? (
        <EmptyState title={t('people.handover.pastNone')} />
      ) : (
        <Table
          caption={title}
          rows={past}
          rowKey={({ id }) => id}
          columns={[
            { key: 'leaver', label: t('people.handover.leaver'), primary: true, cell: ({ leaver }) => leaver },
            { key: 'successor', label: t('people.handover.successor'), cell: ({ successor }) => successor },
            { key: 'moved', label: t('people.handover.moved'), cell: (row) => t('people.handover.movedText', row) },
            { key: 'reason', label: t('people.reason'), cell: ({ reason }) => reason },
            { key: 'by', label: t('people.handover.by'), cell: ({ by }) => by },
            { key: 'at', label: t('people.handover.at'), cell: ({ at }) => <DateTime value={at} /> },
          ]}
        />
      )}
    </Panel>
  );
}
