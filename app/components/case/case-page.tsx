import { Form, Link, useSearchParams } from '@remix-run/react';
import { Printer } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { CaseDetails } from '#server/queries/case-details.ts';
import type { StartOn } from '#server/queries/starts-on.ts';
import type { Refused } from '#app/lib/respond.ts';
import { Badge } from '#app/components/ui/badge.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { ClockBadge } from '#app/components/ui/clock-badge.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { DefinitionList, type Definition } from '#app/components/ui/definition-list.tsx';
import { StartLinks } from '#app/components/start/start-links.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { ApplicationPanel } from './application-panel.tsx';
import { CaseChain } from './case-chain.tsx';
import { CaseStateBadge } from './case-state-badge.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { DocumentsPanel } from './documents-panel.tsx';
import { Overlaps } from './overlaps.tsx';
import { ReplyPanel } from './reply-panel.tsx';
import { Diagram } from './diagram.tsx';
import { WithdrawPanel } from './withdraw-panel.tsx';

type CasePageProps = { file: CaseDetails; contest: StartOn | null; refused: Refused | undefined; mismatch: boolean };

export function CasePage({ file, contest, refused, mismatch }: CasePageProps) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const withdrawing = file.canWithdraw && search.has('withdraw');
  return (
    <>
      <PageHeader
        title={file.title}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{file.number}</span>
            <CaseStateBadge state={file.state} />
            {file.state === 'submitted' ? <ClockBadge clock={file.clock} /> : null}
          </span>
        }
        actions={<Actions file={file} contest={contest} withdrawing={withdrawing} />}
      />
      {file.state === 'not_shared' ? (
        <Banner tone="danger" title={t('catalogue.notSharedBasis')}>
          {file.application.entry?.notSharedBasis}
        </Banner>
      ) : null}
      {refused !== undefined && !withdrawing ? (
        <div className="mb-4">
          <Banner tone="warn" announce title={refused.title}>
            {refused.text}
          </Banner>
        </div>
      ) : null}
      {file.quarantined ? (
        <Banner tone="danger" title={t('review.quarantined')}>
          {t('review.quarantinedText')}
        </Banner>
      ) : null}
      {file.overlaps === null ? null : (
        <div className="mb-4">
          <Overlaps overlaps={file.overlaps} />
        </div>
      )}
      {withdrawing ? <WithdrawPanel number={file.number} refused={refused} mismatch={mismatch} /> : null}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr] lg:items-start">
        <Panel title={t('caseFile.facts')}>
          <DefinitionList columns={2} items={factsOf(file, t)} />
        </Panel>
        <div className="grid min-w-0 gap-4 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <Panel title={t('caseFile.steps')}>
            <CaseChain steps={file.steps} ahead={file.ahead} />
          </Panel>
          <DocumentsPanel caseId={file.id} documents={file.documents} />
          <Panel title={t('caseFile.timeline')}>
            <CaseTimeline items={file.timeline} />
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          <div data-print="no">
            <Panel title={t('caseFile.diagram')} flush>
              <Diagram diagram={file.diagram} names={placesOf(file)} />
            </Panel>
          </div>
          {file.quarantined ? null : (
            <>
              <ReplyPanel reply={file.reply} application={file.application} />
              <ApplicationPanel application={file.application} />
            </>
          )}
        </div>
      </div>
    </>
  );
}

function Actions({ file, contest, withdrawing }: Pick<CasePageProps, 'file' | 'contest'> & { withdrawing: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden="true" className="size-4" />
        {t('common.print')}
      </Button>
      <LinkButton to={`/help/${file.process.key}`}>{t('help.about')}</LinkButton>
      {file.canUrge ? (
        <Form method="post" preventScrollReset>
          <CsrfField />
          <input type="hidden" name="intent" value="urge" />
          <Button type="submit">{t('work.urge')}</Button>
        </Form>
      ) : null}
      {contest === null ? null : <StartLinks starts={[contest]} about={`?entry=${file.application.entry?.id}&case=${file.id}`} />}
      {file.canWithdraw && !withdrawing ? (
        <LinkButton to="?withdraw=1" tone="danger">
          {t('caseFile.withdraw')}
        </LinkButton>
      ) : null}
    </>
  );
}

function placesOf({ steps }: CaseDetails): { passed: string[]; here: string[] } {
  const named = (place: string) => [...new Set(steps.filter((step) => step.place === place).map((step) => step.name))];
  return { passed: named('done'), here: named('here') };
}

function factsOf(file: CaseDetails, t: ReturnType<typeof useTranslation>['t']): Definition[] {
  return [
    { term: t('caseFile.applicant'), value: file.applicant.name },
    { term: t('caseFile.provider'), value: file.provider.name },
    { term: t('caseFile.filedBy'), value: file.filedBy || t('caseFile.begunBySystem') },
    { term: t('caseFile.filedAt'), value: <DateTime value={file.filedAt} /> },
    { term: t('caseFile.process'), value: t('caseFile.release', { name: file.process.name, release: file.process.release }) },
    ...(file.grants.length === 0
      ? []
      : [
          {
            term: t('caseFile.grants'),
            value: file.grants.map((grant) => (
              <Link key={grant.id} to={`/grants/${grant.id}`} className="text-accent mr-2 underline">
                {grant.number} <Badge>{t(`codes.grantState.${grant.state}`)}</Badge>
              </Link>
            )),
          },
        ]),
    ...(file.together.length === 0
      ? []
      : [
          {
            term: t('caseFile.together'),
            value: (
              <ul className="grid gap-1">
                {file.together.map((other) => (
                  <li key={other.id} className="flex flex-wrap items-center gap-x-2">
                    <Link to={`/cases/${other.id}`} className="text-accent underline">
                      {other.number}
                    </Link>
                    {other.title}
                    <CaseStateBadge state={other.state} />
                  </li>
                ))}
              </ul>
            ),
          },
        ]),
  ];
}
