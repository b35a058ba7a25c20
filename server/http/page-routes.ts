import { matchRoutes } from '@remix-run/router';
import type { AgnosticDataRouteObject } from '@remix-run/router';
import type { ServerBuild } from '@remix-run/node';
import { PAGE_RULES } from '#server/auth/page-rules.ts';
import type { Rule } from '#server/auth/rule.ts';

export type MatchedPage = {
  readonly pattern: string;
  readonly rule: Rule | null;
  readonly routeIds: readonly string[];
  /** False when the address names something that cannot be there: no id of ours looks like this. */
  readonly possible: boolean;
  /** The case that the address names, for the log. */
  readonly caseId: string | null;
};

/**
 * Which page answers an address, found by the screens' own router over the same routes: a gate that reads addresses
 * in a way of its own would open for one spelling and let another through.
 */
export function matchPage(routes: ServerBuild['routes'], pathname: string): MatchedPage | null {
  const matches = matchRoutes(treeOf(routes), pathname);
  if (!matches) return null;
  const pattern = `/${matches
    .map(({ route }) => route.path ?? '')
    .filter(Boolean)
    .join('/')}`;
  const id = matches.at(-1)?.params['id'];
  return {
    pattern,
    rule: Object.hasOwn(PAGE_RULES, pattern) ? (PAGE_RULES[pattern] ?? null) : null,
    routeIds: matches.map(({ route }) => route.id),
    possible: id === undefined || (pattern.startsWith('/catalogue/') ? ENTRY_ID : UUID).test(id),
    caseId: pattern.startsWith('/cases/') ? (id ?? null) : null,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ENTRY_ID = /^[a-z0-9-]{1,64}$/;

const trees = new WeakMap<ServerBuild['routes'], AgnosticDataRouteObject[]>();

function treeOf(routes: ServerBuild['routes']): AgnosticDataRouteObject[] {
  const known = trees.get(routes);
  if (known) return known;
  const tree = childrenOf(routes, undefined);
  trees.set(routes, tree);
  return tree;
}

function childrenOf(routes: ServerBuild['routes'], parentId: string | undefined): AgnosticDataRouteObject[] {
  return Object.values(routes).flatMap((route) => {
    if (!route || route.parentId !== parentId) return [];
    const { id, path, index, caseSensitive } = route;
    return [index ? { id, path, caseSensitive, index: true as const } : { id, path, caseSensitive, children: childrenOf(routes, id) }];
  });
}

/** The page's address behind a request for its data (single fetch). */
export function pagePath(pathname: string): { readonly path: string; readonly isData: boolean } {
  if (!pathname.endsWith('.data')) return { path: pathname, isData: false };
  const path = pathname.replace(/\.data$/, '');
  return { path: path === '/_root' ? '/' : path, isData: true };
}
