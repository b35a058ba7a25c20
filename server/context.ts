import type { AppLoadContext } from '@remix-run/node';
import type { PageRequest } from './http/page-request.ts';
import type { Services } from './http/services.ts';

/** What loaders and actions get: the request, and every command and query with the person already in it. */
export function contextFor(_services: Services, page: PageRequest): AppLoadContext {
  return { ...page };
}
