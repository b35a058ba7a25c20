/** Where a draft is gone on with: `entry:<id>` is an application, `task:<id>` a decision. */
export function draftAddress(subject: string): string {
  const [kind, id = ''] = subject.split(':');
  return kind === 'task' ? `/tasks/${id}` : `/catalogue/${id}/apply`;
}
