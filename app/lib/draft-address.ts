/** Where a draft is gone on with: `task:<id>` is a decision, all others start a case, about an entry, a grant or nothing yet. */
export function draftAddress(process: string, subject: string): string {
  const [kind = '', id = ''] = subject.split(':');
  if (kind === 'task') return `/tasks/${id}`;
  if (process === 'conditional-share') return `/catalogue/${id}/apply`;
  return kind === 'new' ? `/start/${process}` : `/start/${process}?${kind}=${id}`;
}
