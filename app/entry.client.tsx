import { RemixBrowser } from '@remix-run/react';
import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { TranslationProvider } from '#app/lib/translation.tsx';
import { createI18n, type Messages } from '#app/lib/i18n.ts';
import { markLooking } from '#app/lib/looking.ts';
import type { Language } from '#app/lib/language.ts';

/** Only the active language comes over the wire. */
async function loadMessages(language: Language): Promise<Messages> {
  if (language === 'en') return (await import('#app/lib/messages/en/index.ts')).en;
  return (await import('#app/lib/messages/zh-cn/index.ts')).zhCN;
}

async function hydrate(): Promise<void> {
  const language: Language = document.documentElement.lang === 'en' ? 'en' : 'zh-CN';
  const i18n = createI18n(language, await loadMessages(language));
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <TranslationProvider i18n={i18n}>
          <RemixBrowser />
        </TranslationProvider>
      </StrictMode>,
    );
  });
}

markLooking();
void hydrate();
