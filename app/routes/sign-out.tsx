import { redirect } from '@remix-run/node';

export async function action() {
  return redirect('/sign-in');
}
export function loader() {
  return redirect('/');
}
