import { useRouteLoaderData } from '@remix-run/react';
import type { loader } from '#app/root.tsx';

/** The server's time of the last answer: clocks on people's machines are often wrong, and tests set the server's. */
export function useNow(): string {
  return useRouteLoaderData<typeof loader>('root')?.now ?? '1970-01-01T00:00:00Z';
}
