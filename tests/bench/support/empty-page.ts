/**
 * A program of its own: Remix, React and a page with nothing on it, served as our pages are served. It tells its port
 * on standard output. What it renders a second is what the framework alone allows on this machine.
 */
import { createServer } from 'node:http';
import { PassThrough } from 'node:stream';
import { createReadableStreamFromReadable, createRequestHandler, writeReadableStreamToWritable } from '@remix-run/node';
import type { EntryContext, ServerBuild } from '@remix-run/node';
import { Outlet, RemixServer, Scripts } from '@remix-run/react';
import { createElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';

function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(createElement(RemixServer, { context, url: request.url }), {
      onShellReady() {
        const body = new PassThrough();
        headers.set('Content-Type', 'text/html; charset=utf-8');
        resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
        pipe(body);
      },
      onShellError: reject,
    });
  });
}

function Root() {
  return createElement(
    'html',
    { lang: 'zh-CN' },
    createElement('head', null, createElement('title', null, '空')),
    createElement('body', null, createElement(Outlet), createElement(Scripts)),
  );
}

const route = {
  hasAction: false,
  hasLoader: false,
  hasClientAction: false,
  hasClientLoader: false,
  hasErrorBoundary: false,
  module: '/assets/page.js',
};
const build: ServerBuild = {
  entry: { module: { default: handleRequest } },
  routes: {
    root: { id: 'root', path: '', module: { default: Root } },
    page: { id: 'page', parentId: 'root', index: true, path: undefined, module: { default: () => createElement('p', null, '空') } },
  },
  assets: {
    entry: { module: '/assets/entry.js', imports: [] },
    routes: { root: { ...route, id: 'root', path: '' }, page: { ...route, id: 'page', parentId: 'root', index: true } },
    url: '/assets/manifest.js',
    version: '1',
  },
  publicPath: '/',
  assetsBuildDirectory: '',
  isSpaMode: false,
  mode: 'production',
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: true,
  },
};

const handle = createRequestHandler(build, 'production');
const server = createServer((request, response) => {
  void handle(new Request(new URL(request.url ?? '/', 'http://localhost'))).then(async (answer) => {
    response.statusCode = answer.status;
    answer.headers.forEach((value, name) => response.setHeader(name, value));
    if (answer.body) await writeReadableStreamToWritable(answer.body, response);
    else response.end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.on('SIGTERM', () => process.exit(0));
