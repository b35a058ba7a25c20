import { Form } from '@remix-run/react';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { DefinitionList } from '#app/components/ui/definition-list.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { useTranslation } from '#app/lib/translation.tsx';
import type { ClaimedSecret } from '#server/commands/claim-interface-secret.ts';
import type { CredentialView } from '#server/queries/grants.ts';

type CredentialPanelProps = { credential: CredentialView; claimed: ClaimedSecret | null; refused: Refused | undefined };

/** The interface of an opening; its secret is shown to the applicant this once. */
export function CredentialPanel({ credential, claimed, refused }: CredentialPanelProps) {
  const { t } = useTranslation();
  return (
    <Panel title={t('opening.credential')}>
      {claimed === null ? null : (
        <div className="mb-3">
          <Banner tone="ok" announce title={t('opening.secretOnce')}>
            <code className="mt-1 block font-mono text-base break-all select-all">{claimed.secret}</code>
          </Banner>
        </div>
      )}
      {refused === undefined ? null : (
        <div className="mb-3">
          <Banner tone="danger" announce title={refused.title}>
            {refused.text}
          </Banner>
        </div>
      )}
      <DefinitionList
        columns={2}
        items={[
          { term: t('opening.appKey'), value: <code className="font-mono text-sm break-all">{credential.appKey}</code> },
          { term: t('opening.endpoint'), value: <code className="font-mono text-sm break-all">{credential.endpoint}</code> },
          { term: t('opening.allowList'), value: credential.allowList.join(t('common.separator')) },
          { term: t('opening.qps'), value: t('grants.quotaUnit.per_second', { count: credential.qps }) },
          {
            term: t('opening.secret'),
            value: credential.claimedAt === null ? t('opening.notClaimed') : <DateTime value={credential.claimedAt} />,
          },
        ]}
      />
      {credential.canClaim && claimed === null ? (
        <Form method="post" className="mt-3" preventScrollReset>
          <CsrfField />
          <p className="text-muted mb-2 text-sm">{t('opening.claimHint')}</p>
          <Button type="submit" tone="primary">
            {t('opening.claim')}
          </Button>
        </Form>
      ) : null}
    </Panel>
  );
}
