import type { LoaderFunctionArgs } from '@remix-run/node';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '#app/components/ui/page-header.tsx';
import { pageMeta } from '#app/lib/page-meta.ts';
import { titleFor, textsFor } from '#app/lib/texts.ts';

export const meta = pageMeta;

export async function loader({ request }: LoaderFunctionArgs) {
  return { title: titleFor(request, textsFor(request)('shell.workbench')) };
}

export default function Workbench() {
  const { t } = useTranslation();
  return <PageHeader title={t('shell.workbench')} />;
}
