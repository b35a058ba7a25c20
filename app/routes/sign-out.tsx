import { redirect, type ActionFunctionArgs } from '@remix-run/node';

export async function action({ context }: ActionFunctionArgs) {
  const { cookie } = await context.signOut();
  return redirect('/sign-in', { headers: { 'Set-Cookie': cookie } });
}

export function loader() {
  return redirect('/');
}
