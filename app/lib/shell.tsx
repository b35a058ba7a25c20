import { useRouteLoaderData } from '@remix-run/react';
import type { loader } from '#app/root.tsx';

export type ShellData = Awaited<ReturnType<typeof loader>>;

/** Undefined only where the root itself failed to load, as with the database down. */
export function useShell(): ShellData | undefined {
  return useRouteLoaderData<typeof loader>('root');
}
