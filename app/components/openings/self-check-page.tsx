import { Form, Link } from '@remix-run/react';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { useTranslation } from '#app/lib/translation.tsx';
import type { OpenSelfCheck } from '#server/queries/open-self-check.ts';

type SelfCheckPageProps = { check: OpenSelfCheck; answers: readonly (string | null)[]; asked: boolean };

/** Before the form: what the entry demands, yes or no, and an honest result. */
export function SelfCheckPage({ check, answers, asked }: SelfCheckPageProps) {
  const { t } = useTranslation();
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader
        title={t('opening.selfCheck')}
        lead={
          <Link to={`/catalogue/${check.entry.id}`} className="text-accent underline">
            {check.entry.name} · {check.entry.provider}
          </Link>
        }
      />
      <div className="grid gap-4">
        {asked ? <Result check={check} answers={answers} /> : null}
        <Panel title={t('opening.onRecord')}>
          <p className="mb-2">{t('opening.applicant', { name: check.applicant.name, uscc: check.applicant.uscc })}</p>
          {check.findings.length === 0 ? <p>{t('opening.recordClear')}</p> : <Findings findings={check.findings} />}
        </Panel>
        <Form method="get" className="grid gap-4">
          <Panel title={t('opening.conditions')}>
            <p className="text-muted mb-3 text-sm">{t('opening.conditionsHint')}</p>
            <ol className="grid gap-3">
              {check.conditions.map((condition, index) => (
                <li key={condition}>
                  <fieldset>
                    <legend className="font-medium">{condition}</legend>
                    <div className="mt-1 flex gap-6">
                      {(['yes', 'no'] as const).map((value) => (
                        <label key={value} className="flex min-h-11 items-center gap-2">
                          <input type="radio" name={`c${index}`} value={value} defaultChecked={answers[index] === value} required />
                          {t(`opening.${value}`)}
                        </label>
                      ))}
                    </div>
                  </fieldset>
                </li>
              ))}
            </ol>
          </Panel>
          <input type="hidden" name="checked" value="1" />
          <div className="flex justify-end">
            <Button type="submit" tone="primary">
              {t('opening.seeResult')}
            </Button>
          </div>
        </Form>
      </div>
    </div>
  );
}

function Result({ check, answers }: Omit<SelfCheckPageProps, 'asked'>) {
  const { t } = useTranslation();
  const missing = check.conditions.filter((_, index) => answers[index] !== 'yes');
  if (missing.length === 0 && check.findings.length === 0) {
    return (
      <Banner tone="ok" announce title={t('opening.mayApply')}>
        <p className="mb-2">{t('opening.mayApplyText')}</p>
        <LinkButton to={`/start/directional-open?entry=${check.entry.id}`} tone="primary">
          {t('opening.fillIn')}
        </LinkButton>
      </Banner>
    );
  }
  return (
    <Banner tone="warn" announce title={t('opening.missing')}>
      <ul className="list-disc pl-5">
        {missing.map((condition) => (
          <li key={condition}>{condition}</li>
        ))}
      </ul>
      <Findings findings={check.findings} />
      <p className="mt-2">{t('opening.missingText')}</p>
    </Banner>
  );
}

/** What the screening found, in words. */
export function Findings({ findings }: { findings: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ul className="list-disc pl-5">
      {findings.map((finding) => (
        <li key={finding}>{t(`opening.findings.${finding}` as 'opening.findings.data_misuse', { defaultValue: finding })}</li>
      ))}
    </ul>
  );
}
