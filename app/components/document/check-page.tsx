import { useTranslation } from '#app/lib/translation.tsx';
import { documentKindName } from '#app/lib/codes.ts';
import type { DocumentCheck } from '#server/queries/document-check.ts';
import { Banner } from '#app/components/ui/banner.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { DefinitionList } from '#app/components/ui/definition-list.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';

/** For anyone with the paper: what the record has of it, to be compared, and nothing of what it says. */
export function CheckPage({ check }: { check: DocumentCheck }) {
  const { t } = useTranslation();
  const sound = check.isAsIssued && check.isChainWhole;
  const text = !check.isAsIssued ? t('documents.textChanged') : check.isErased ? t('documents.textErased') : t('documents.textWhole');
  return (
    <div className="mx-auto grid max-w-2xl gap-4">
      <PageHeader title={t('documents.checkTitle')} />
      <Banner tone={sound ? 'ok' : 'danger'} title={sound ? t('documents.asIssued') : t('documents.notAsIssued')}>
        {sound ? t('documents.asIssuedText') : t('documents.notAsIssuedText')}
      </Banner>
      <Panel>
        <DefinitionList
          items={[
            { term: t('documents.kind'), value: documentKindName(t, check.kind) },
            { term: t('documents.number'), value: check.number },
            { term: t('documents.issuedOn'), value: <DateTime value={check.issuedOn} precision="day" /> },
            { term: t('documents.hashTerm'), value: <code className="break-all">{check.hash}</code> },
            { term: t('documents.text'), value: text },
            { term: t('documents.chain'), value: check.isChainWhole ? t('documents.chainWhole') : t('documents.chainBroken') },
          ]}
        />
      </Panel>
    </div>
  );
}
