/** Why a case was copied to somebody (抄送): the code before what makes the copy unique (`overdue:<clock>:<due>`). */
export function copyReason(reason: string): string {
  const [code = ''] = reason.split(':');
  return code;
}

/** Copies that come with a notice of their own: whoever is told that it is overdue needs not be told of the copy. */
const TOLD_BY_REMINDER: readonly string[] = ['overdue', 'escalated'];

export function isToldByReminder(reason: string): boolean {
  return TOLD_BY_REMINDER.includes(copyReason(reason));
}
