import type { MetaDescriptor } from '@remix-run/node';

/** The `meta` of every route: the title is data of its loader, written there in the reader's language. */
export function pageMeta({ data, error }: { data: unknown; error?: unknown }): MetaDescriptor[] {
  const title: unknown = typeof data === 'object' && data !== null && error == null ? Reflect.get(data, 'title') : undefined;
  return [{ title: typeof title === 'string' ? title : 'Gongkai' }];
}
