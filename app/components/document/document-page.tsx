import { Download, Printer } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import type { PrintedDocument } from '#server/queries/case-documents.ts';
import { Button, buttonClass } from '#app/components/ui/button.tsx';
import { LinkButton } from '#app/components/ui/link-button.tsx';
import { documentFile } from '#app/lib/document-address.ts';
import { Paper } from './paper.tsx';

/** A document on the screen as on paper, with the ways to print it, to keep it, and back. */
export function DocumentPage({ printed }: { printed: PrintedDocument }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="mb-4 flex flex-wrap justify-center gap-2" data-print="no">
        <LinkButton to={`/cases/${printed.caseId}`}>{t('documents.back', { number: printed.caseNumber })}</LinkButton>
        <Button onClick={() => window.print()}>
          <Printer aria-hidden="true" className="size-4" />
          {t('common.print')}
        </Button>
        <a href={documentFile(printed.caseId, printed)} className={buttonClass()}>
          <Download aria-hidden="true" className="size-4" />
          {t('documents.pdf')}
        </a>
      </div>
      <Paper sheet={printed.sheet} qr={printed.qr} />
    </>
  );
}
