import { vitePlugin as remix } from '@remix-run/dev';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { denyImports } from 'vite-env-only';

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true;
  }
}

const future = {
  v3_fetcherPersist: true,
  v3_lazyRouteDiscovery: true,
  v3_relativeSplatPath: true,
  v3_routeConfig: true,
  v3_singleFetch: true,
  v3_throwAbortReason: true,
  unstable_optimizeDeps: true,
} as const;

/**
 * A leaked server import builds green and ships the database layer to every browser, so the build refuses it:
 * types of the server are welcome everywhere, its functions only come in through the load context.
 */
const serverOnly = {
  specifiers: [/^#server\//, /^node:/, /^@mikro-orm\//, 'zeebe-node', 'pg', 'pino', '@remix-run/node', '@node-rs/argon2'],
  files: ['**/server/**'],
};

const KIT = /\/app\/(components\/ui|components\/shell|lib)\/|\/lucide-react\//;
const LATER = /keyboard-help|\/lib\/messages\/|\/lib\/(save-draft|answer-names)/;
const FRAMEWORK = /\/node_modules\/(react|react-dom|scheduler|@remix-run|turbo-stream|i18next|cookie|set-cookie-parser)\//;

/** What every page needs comes in two files and not in thirty: each costs a round trip and headers of its own. */
function chunkOf(id: string): string | undefined {
  if (FRAMEWORK.test(id)) return 'framework';
  return KIT.test(id) && !LATER.test(id) && !id.endsWith('.css') ? 'kit' : undefined;
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), denyImports({ client: serverOnly, server: { files: ['**/server/**'] } }), remix({ future })],
  publicDir: 'app/public',
  build: {
    target: 'es2022',
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
  },
}));
