import type { Chosen } from '#server/domain/basket.ts';

/** Keeps what is wanted of an entry in the basket; rejects when the server did not take it. Of one that is gone nothing is to be kept. */
export async function saveChosen({ entryId, itemIds, method }: Chosen, csrf: string): Promise<void> {
  const response = await fetch(`/api/v1/basket/${encodeURIComponent(entryId)}`, {
    method: 'PUT',
    redirect: 'error',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
    body: JSON.stringify({ itemIds, method }),
  });
  if (!response.ok && response.status !== 404) throw new Error(`basket not saved: ${response.status}`);
}
