/** What the forms of 管理 say; what is no choice of theirs is left for the server to refuse. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export function postedAppointment(form: FormData) {
  const to = fieldOf(form, 'to');
  return {
    accountId: fieldOf(form, 'accountId'),
    organisationId: fieldOf(form, 'organisationId'),
    role: fieldOf(form, 'role'),
    from: fieldOf(form, 'from'),
    to: to === '' ? null : to,
    reason: fieldOf(form, 'reason'),
  };
}

export function postedDeputy(form: FormData) {
  return {
    principalId: fieldOf(form, 'principalId'),
    deputyId: fieldOf(form, 'deputyId'),
    from: fieldOf(form, 'from'),
    to: fieldOf(form, 'to'),
    reason: fieldOf(form, 'reason'),
  };
}

export function postedHandover(form: FormData) {
  return {
    leaverId: fieldOf(form, 'leaver'),
    successorId: fieldOf(form, 'successor'),
    fingerprint: fieldOf(form, 'fingerprint'),
    reason: fieldOf(form, 'reason'),
  };
}

export function postedPhrase(form: FormData) {
  return { text: fieldOf(form, 'text'), owner: form.get('owner') === 'department' ? ('department' as const) : ('me' as const) };
}

/** The days stand in the box, or in a file that was chosen instead. */
export async function postedImport(form: FormData) {
  const file = form.get('file');
  const fromFile = file instanceof File && file.size > 0 ? await file.text() : '';
  const revision = Number(fieldOf(form, 'revision'));
  return {
    text: fromFile === '' ? fieldOf(form, 'text') : fromFile,
    source: fieldOf(form, 'source'),
    level: form.get('level') === 'city' ? ('city' as const) : ('national' as const),
    revision: Number.isSafeInteger(revision) ? revision : -1,
  };
}
