import { Link } from '@remix-run/react';
import { Printer } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { outcomeName, roleName } from '#app/lib/codes.ts';
import { Diagram } from '#app/components/case/diagram.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { Table } from '#app/components/ui/table.tsx';
import type { HelpStep, ProcessHelp } from '#server/queries/process-help.ts';

/** What a process is for, who starts it with what, its steps with who and by when, and what one can do about its result. */
export function ProcessHelpPage({ help }: { help: ProcessHelp }) {
  const { t } = useTranslation();
  const roles = (codes: readonly string[]) => codes.map((role) => roleName(t, role)).join(t('common.separator'));
  return (
    <>
      <PageHeader
        title={help.title}
        lead={
          <Link to="/help" className="text-accent underline" data-print="no">
            {t('help.title')}
          </Link>
        }
        actions={
          <Button onClick={() => window.print()}>
            <Printer aria-hidden="true" className="size-4" />
            {t('common.print')}
          </Button>
        }
      />
      <div className="grid gap-4">
        <Panel title={t('help.purpose')}>
          <p>{help.purpose}</p>
          <p className="mt-2">
            {t('help.startedBy')}
            {t('common.colon')}
            {help.startRoles.length === 0 ? t('help.onlyCalled') : roles(help.startRoles)}
          </p>
        </Panel>
        <Panel flush title={t('help.steps')}>
          <Table caption={t('help.steps')} rows={help.steps} rowKey={({ element }) => element} columns={stepColumns(t, roles)} />
        </Panel>
        <Panel title={t('help.asked')}>
          <ul className="grid list-disc gap-x-8 gap-y-1 pl-5 md:grid-cols-2">
            {help.asked.map(({ label, required, file }) => (
              <li key={label}>
                {label}
                <span className="text-muted">
                  {required ? '' : t('help.optional')}
                  {file ? t('help.file') : ''}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
        {help.sections.map(({ title, paragraphs }) => (
          <Panel key={title} title={title}>
            <div className="grid gap-2">
              {paragraphs.map((text) => (
                <p key={text}>{text}</p>
              ))}
            </div>
          </Panel>
        ))}
        {help.diagram === null ? null : (
          <div data-print="no">
            <Panel flush title={t('caseFile.diagram')}>
              <Diagram diagram={{ xml: help.diagram, passed: [], flows: [], here: [] }} names={{ passed: [], here: [] }} />
            </Panel>
          </div>
        )}
      </div>
    </>
  );
}

function stepColumns(t: ReturnType<typeof useTranslation>['t'], roles: (codes: readonly string[]) => string) {
  return [
    { key: 'name', label: t('help.step'), primary: true, cell: ({ name }: HelpStep) => name },
    {
      key: 'who',
      label: t('help.who'),
      cell: (step: HelpStep) => (
        <>
          {step.roles.length === 0 ? t('help.namedInCase') : roles(step.roles)}
          {step.signing === 'any' ? null : <span className="text-muted block text-sm">{t(`help.signing.${step.signing}`)}</span>}
        </>
      ),
    },
    {
      key: 'limit',
      label: t('help.limit'),
      cell: ({ limit }: HelpStep) =>
        limit === null ? (
          t('common.none')
        ) : (
          <>
            <span className="whitespace-nowrap">{t(`people.limits.units.${limit.unit}`, { amount: limit.amount })}</span>
            <span className="text-muted block text-sm">{limit.basis}</span>
          </>
        ),
    },
    {
      key: 'outcomes',
      label: t('help.outcomes'),
      cell: ({ outcomes }: HelpStep) => outcomes.map((outcome) => outcomeName(t, outcome)).join(t('common.separator')),
    },
  ];
}
