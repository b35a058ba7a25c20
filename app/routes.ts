type RouteEntry = { id?: string; path?: string; index?: boolean; file: string; children?: RouteEntry[] };

const task = 'routes/task.tsx';

/** Every address of the product, in one place. A task has two: alone, and beside the inbox it was opened from. */
export default [
  { index: true, file: 'routes/workbench.tsx' },
  { path: 'sign-in', file: 'routes/sign-in.tsx' },
  { path: 'sign-out', file: 'routes/sign-out.tsx' },
  { path: 'preferences', file: 'routes/preferences.tsx' },
  { path: 'inbox', file: 'routes/inbox.tsx', children: [{ id: 'inbox-task', path: ':id', file: task }] },
  { id: 'task', path: 'tasks/:id', file: task },
  { path: 'cases', file: 'routes/cases.tsx' },
  { path: 'cases/:id', file: 'routes/case.tsx' },
  { path: 'catalogue', file: 'routes/catalogue.tsx' },
  { path: 'catalogue/:id', file: 'routes/catalogue-entry.tsx' },
  { path: 'catalogue/:id/apply', file: 'routes/apply.tsx' },
  { path: 'catalogue/:id/warnings', file: 'routes/apply-warnings.ts' },
  { path: 'catalogue/:id/self-check', file: 'routes/self-check.tsx' },
  { path: 'start/:process', file: 'routes/start.tsx' },
  { path: 'drafts', file: 'routes/drafts.tsx' },
  { path: 'grants', file: 'routes/grants.tsx' },
  { path: 'grants/:id', file: 'routes/grant.tsx' },
  { path: 'open-notices', file: 'routes/open-notices.tsx' },
  { path: 'calendar', file: 'routes/calendar.tsx' },
  { path: 'operations', file: 'routes/operations.tsx' },
  { path: '*', file: 'routes/not-found.tsx' },
] satisfies RouteEntry[];
