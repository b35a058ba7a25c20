/** Whether a value of an entry is being verified (存疑), of these items alone when given: what stands in SQL, not in the statement's parameters. */
export function doubtOf(entryId: string, items?: string): string {
  const among = items === undefined ? '' : ` and d.item_id = any (${items})`;
  return `exists (select 1 from entry_doubt d where d.entry_id = ${entryId}${among} and d.settled_at is null)`;
}
