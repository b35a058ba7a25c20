import { redirect, type LoaderFunctionArgs } from '@remix-run/node';

/** The section opens on what its reader does there most. */
export function loader({ context }: LoaderFunctionArgs) {
  const { adminPages } = context;
  if (adminPages.includes('appointments')) return redirect('/admin/appointments');
  return redirect(adminPages.includes('calendar') ? '/calendar' : '/admin/deputies');
}
