/** An id for a draft that may not be there yet; `crypto.randomUUID` is missing where the office reaches us without TLS. */
function newDraftId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

/** Stores half-done answers, under a new id unless the subject has its draft already; rejects when the server did not take them, also when it wants a new sign-in first. */
export async function saveDraftOnServer(
  draft: { process: string; subject: string; answers: Readonly<Record<string, unknown>> },
  csrf: string,
): Promise<string> {
  const response = await fetch(`/api/v1/drafts/${newDraftId()}`, {
    method: 'PUT',
    redirect: 'error',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify(draft),
  });
  if (!response.ok) throw new Error(`draft not saved: ${response.status}`);
  const saved: unknown = await response.json();
  const at: unknown = typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'savedAt') : undefined;
  if (typeof at !== 'string') throw new Error('draft not saved');
  return at;
}
