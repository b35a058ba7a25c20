import { createReadableStreamFromReadable, type AppLoadContext, type EntryContext } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { TranslationProvider } from '#app/lib/translation.tsx';
import { withoutPadding } from '#app/lib/html-stream.ts';
import { NonceContext } from '#app/lib/nonce.tsx';
import { serverI18n } from '#app/lib/texts.ts';

export const streamTimeout = 5000;

/** Streams the page; single fetch needs the pipeable renderer, others break hydration without a word. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const i18n = serverI18n(request);
  const ready = isbot(request.headers.get('user-agent') ?? '') || remix.isSpaMode ? 'onAllReady' : 'onShellReady';
  return new Promise((resolve, reject) => {
    let sent = false;
    let code = status;
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={context.nonce}>
        <TranslationProvider i18n={i18n}>
          <RemixServer context={remix} url={request.url} abortDelay={streamTimeout} nonce={context.nonce} />
        </TranslationProvider>
      </NonceContext.Provider>,
      {
        nonce: context.nonce,
        [ready]() {
          sent = true;
          const body = withoutPadding();
          headers.set('Content-Type', 'text/html; charset=utf-8');
          headers.set('Vary', 'Cookie, Accept-Language');
          resolve(new Response(createReadableStreamFromReadable(body), { status: code, headers }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          code = 500;
          // Half the page is out already: nobody but this stream hears of the fault.
          // oxlint-disable-next-line no-console
          if (sent) console.error(error);
        },
      },
    );
    setTimeout(abort, streamTimeout + 1000).unref();
  });
}
