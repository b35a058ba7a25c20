import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react';
import { data, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node';
import type { ReactNode } from 'react';
import { Shell } from '#app/components/shell/shell.tsx';
import { ErrorPage } from '#app/components/shell/error-page.tsx';
import { ENDED_FLASH, flashOf } from '#app/lib/flash.ts';
import { pageMeta } from '#app/lib/page-meta.ts';
import { useNonce } from '#app/lib/nonce.tsx';
import { languageOf, themeOf } from '#app/lib/preferences.ts';
import { shellData, type ShellData } from '#app/lib/shell-data.ts';
import styles from './styles.css?url';

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
];

/** For the pages that no route could name: what went wrong above all of them. */
export const meta = pageMeta;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const flash = flashOf(request);
  const { unreadNotices, basketMarks } = context.queries;
  const [unread, basket] = context.actor === null ? [0, null] : await Promise.all([unreadNotices(), basketMarks()]);
  const shell: ShellData = { language: languageOf(request), theme: themeOf(request), flash, unread, basket, ...shellData(context) };
  return flash === null ? data(shell) : data(shell, { headers: { 'Set-Cookie': ENDED_FLASH } });
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const shell = useRouteLoaderData<typeof loader>('root');
  return (
    <html lang={shell?.language ?? 'zh-CN'} data-theme={shell?.theme ?? 'system'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}

export function ErrorBoundary() {
  return (
    <Shell>
      <ErrorPage />
    </Shell>
  );
}
