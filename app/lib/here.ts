/** The page that was posted from, with its filters, without what only led to the post. */
export function hereOf(request: Request): string {
  const { pathname, searchParams } = new URL(request.url);
  for (const name of ['index', '_routes']) searchParams.delete(name);
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams.toString()}`;
}
