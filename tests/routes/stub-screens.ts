import type { ServerBuild } from '@remix-run/node';
import routes from '#app/routes.ts';

type RouteEntry = { id?: string; path?: string; index?: boolean; children?: readonly RouteEntry[] };

/**
 * The addresses of all screens with nothing behind them: each answers with who was let in, so that tests of the gate
 * need no build of the screens.
 */
export function stubScreens(): ServerBuild {
  const found: ServerBuild['routes'] = { root: { id: 'root', path: '', module: { default: undefined } } };
  add(found, routes, 'root');
  return {
    entry: { module: { default: () => new Response('stub') } },
    routes: found,
    assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '1' },
    publicPath: '/',
    assetsBuildDirectory: '',
    isSpaMode: false,
    basename: '/',
    mode: 'production',
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_lazyRouteDiscovery: true,
      v3_singleFetch: true,
    },
  };
}

function add(found: ServerBuild['routes'], entries: readonly RouteEntry[], parentId: string): void {
  for (const { path, index, children } of entries) {
    const id = `${parentId}/${path ?? 'index'}`;
    const answer = ({ context }: { context: { actor: { accountId: string } | null } }) =>
      Response.json({ reached: id, actor: context.actor?.accountId ?? null });
    found[id] = {
      id,
      parentId,
      ...(path === undefined ? {} : { path }),
      ...(index ? { index } : {}),
      module: {
        default: undefined,
        loader: answer,
        action: async ({ request, context }) => {
          const form = await request.formData();
          const opened = form.has('username') ? await context.signIn(String(form.get('username')), String(form.get('password'))) : null;
          const cookie = opened !== null && 'cookie' in opened ? { 'Set-Cookie': opened.cookie } : undefined;
          return Response.json(
            { reached: id, actor: context.actor?.accountId ?? null, text: form.get('text') },
            cookie ? { headers: cookie } : {},
          );
        },
      },
    };
    if (children) add(found, children, id);
  }
}
