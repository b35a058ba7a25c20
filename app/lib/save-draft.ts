/** One draft stands for each person and subject: the server knows which, the address only needs the form of an id. */
const ANY_ID = '00000000-0000-4000-8000-000000000000';

/** Stores half-done answers; rejects when the server did not take them, also when it wants a new sign-in first. */
export async function saveDraftOnServer(
  draft: { process: string; subject: string; answers: Readonly<Record<string, unknown>> },
  csrf: string,
): Promise<string> {
  const response = await fetch(`/api/v1/drafts/${ANY_ID}`, {
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
