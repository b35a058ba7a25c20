import type { TFunction } from 'i18next';

/** Where a draft is gone on with: `task:<id>` is a decision, all others start a case (a basket several), about an entry, a grant or nothing yet. */
export function draftAddress(process: string, subject: string): string {
  const [kind = '', id = ''] = subject.split(':');
  if (kind === 'task') return `/tasks/${id}`;
  if (kind === 'basket') return '/basket';
  if (process === 'conditional-share') return `/catalogue/${id}/apply`;
  if (kind === 'new') return id === '' ? `/start/${process}` : `/start/${process}?draft=${id}`;
  return `/start/${process}?${kind}=${id}`;
}

/** What a draft is called in lists. */
export function draftName(t: TFunction<'app'>, { subject, title }: { subject: string; title: string }): string {
  return subject === 'basket:' ? t('basket.title') : title;
}
