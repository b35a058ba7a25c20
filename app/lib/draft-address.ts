/** Where a draft is gone on with: `task:<id>` is a decision, all others start a case, about an entry, a grant or nothing yet. */
export function draftAddress(process: string, subject: string): string {
  const [kind = '', id = ''] = subject.split(':');
  if (kind === 'task') return `/tasks/${id}`;
  if (process === 'conditional-share') return `/catalogue/${id}/apply`;
  if (kind === 'new') return id === '' ? `/start/${process}` : `/start/${process}?draft=${id}`;
  return `/start/${process}?${kind}=${id}`;
}
