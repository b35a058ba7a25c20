import { Link } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { HelpIndex } from '#server/queries/process-help.ts';

export function HelpIndexPage({ processes }: HelpIndex) {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('help.title')} lead={t('help.lead')} />
      <Panel flush title={t('help.processes')}>
        <ul>
          {processes.map(({ key, title, purpose }) => (
            <li key={key} className="border-line hover:bg-sunken relative border-b px-4 py-3 last:border-b-0">
              <Link to={`/help/${key}`} prefetch="intent" className="text-accent font-medium after:absolute after:inset-0">
                {title}
              </Link>
              <p className="text-muted mt-0.5">{purpose}</p>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
