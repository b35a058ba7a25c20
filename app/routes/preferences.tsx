import { redirect, type ActionFunctionArgs } from '@remix-run/node';
import { isLanguage } from '#app/lib/language.ts';
import { isTheme, localPath, preferenceCookie } from '#app/lib/preferences.ts';

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const headers = new Headers();
  const language = form.get('language');
  const theme = form.get('theme');
  if (isLanguage(language)) headers.append('Set-Cookie', preferenceCookie('language', language));
  if (isTheme(theme)) headers.append('Set-Cookie', preferenceCookie('theme', theme));
  return redirect(localPath(form.get('back')), { headers });
}

export function loader() {
  return redirect('/');
}
