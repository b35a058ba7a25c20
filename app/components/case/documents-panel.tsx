import { Link } from '@remix-run/react';
import { FileText } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { documentFile, documentPage } from '#app/lib/document-address.ts';
import type { CaseDetails } from '#server/queries/case-details.ts';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Panel } from '#app/components/ui/panel.tsx';

/** The official documents of the case that the reader may see, the newest last. */
export function DocumentsPanel({ caseId, documents }: { caseId: string; documents: CaseDetails['documents'] }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('documents.panel')}>
      {documents.length === 0 ? (
        <p className="text-muted">{t('documents.none')}</p>
      ) : (
        <ul className="grid gap-3">
          {documents.map((row) => (
            <li key={`${row.kind} ${row.edition}`} className="flex gap-2">
              <FileText aria-hidden="true" className="text-muted mt-0.5 size-4 shrink-0" />
              <div className="min-w-0">
                {row.title === null ? (
                  <span className="text-muted">{t('documents.erased')}</span>
                ) : (
                  <span className="flex flex-wrap gap-x-3">
                    <Link to={documentPage(caseId, row)} className="text-accent underline">
                      {row.title}
                    </Link>
                    <a
                      href={documentFile(caseId, row)}
                      className="text-accent underline"
                      aria-label={t('documents.pdfOf', { title: row.title })}
                      data-print="no"
                    >
                      {t('documents.pdf')}
                    </a>
                  </span>
                )}
                <p className="text-muted text-sm">
                  {row.number} · <DateTime value={row.issuedOn} precision="day" />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
