import { useRouteLoaderData } from '@remix-run/react';
import type { ShellData } from './shell-data.ts';

/** What the frame of every page knows; undefined only where the root itself failed to load, as with the database down. */
export function useShell() {
  return useRouteLoaderData<() => ShellData>('root');
}
