import { useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { BasketForm } from '#app/components/basket/basket-button.tsx';
import { BasketLink } from '#app/components/basket/basket-link.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { NoticeBell } from '#app/components/notices/notice-bell.tsx';
import { ToastRegion } from '#app/components/ui/toast.tsx';
import { useLive } from '#app/lib/live.ts';
import { useShell } from '#app/lib/shell.tsx';
import { BottomNav, TopNav } from './navigation.tsx';
import { KeyboardKeys } from './keyboard.tsx';
import { ShellSearch } from './shell-search.tsx';
import { UserMenu } from './user-menu.tsx';

/** The frame of every page. The standing banner is part of the law's demands: it is on paper as well. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const shell = useShell();
  const { pathname } = useLocation();
  const connected = useLive(shell?.actor !== null && shell !== undefined);
  const wide = pathname.startsWith('/inbox');
  return (
    <div className={`flex min-h-dvh flex-col ${wide ? 'lg:h-dvh' : ''}`}>
      <a href="#main" className="bg-accent text-on-accent sr-only focus:not-sr-only focus:absolute focus:z-50 focus:px-4 focus:py-2">
        {t('shell.skip')}
      </a>
      <p
        role="region"
        aria-label={t('common.notice')}
        data-notice=""
        className="bg-danger-soft text-danger border-danger/20 border-b px-4 py-0.5 text-center text-sm font-medium"
      >
        {t('common.secrecy')}
        {shell?.mode === 'demo' ? <span className="text-muted font-normal max-sm:hidden"> · {t('shell.demo')}</span> : null}
      </p>
      <header className="bg-surface border-line sticky top-0 z-30 border-b" data-print="no">
        <div className="mx-auto flex h-12 max-w-[1760px] items-center gap-4 px-4">
          <Brand />
          {shell?.actor ? <TopNav opens={shell.actor} /> : null}
          <span className={shell?.actor ? 'flex-1 md:hidden' : 'flex-1'} />
          {shell?.actor ? <ShellSearch /> : null}
          {shell?.basket ? <BasketLink count={shell.basket.length} /> : null}
          {shell?.actor ? <NoticeBell unread={shell.unread} /> : null}
          <UserMenu />
        </div>
      </header>
      <div
        className={`mx-auto flex min-h-0 w-full flex-1 flex-col px-4 max-md:pb-20 ${wide ? 'max-w-[1760px] py-3' : 'max-w-[1200px] py-4'}`}
      >
        <div className="grid gap-2 not-empty:mb-3" data-print="no">
          {shell?.engineUp === false ? (
            <section aria-label={t('shell.engineDown')}>
              <Banner tone="warn" title={t('shell.engineDown')}>
                {t('shell.engineDownText')}
              </Banner>
            </section>
          ) : null}
          {shell?.flash ? (
            <noscript>
              <Banner tone="ok" title={t(`shell.flash.${shell.flash.key}`, { name: shell.flash.name })} />
            </noscript>
          ) : null}
          {connected ? null : <Banner tone="warn" announce title={t('shell.offline')} />}
        </div>
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          {children}
        </main>
      </div>
      {shell?.actor ? <BottomNav opens={shell.actor} /> : null}
      {shell?.actor ? <KeyboardKeys opens={shell.actor} /> : null}
      {shell?.basket ? <BasketForm /> : null}
      <ToastRegion flash={shell?.flash ?? null} />
    </div>
  );
}

function Brand() {
  const { t } = useTranslation();
  return (
    <a href="/" className="text-ink flex min-w-0 items-center gap-2 font-semibold no-underline">
      <svg viewBox="0 0 24 24" className="text-accent size-6 shrink-0" aria-hidden="true">
        <path d="M3 19 9.5 6l4 7.5 2.5-4L21 19Z" fill="currentColor" opacity="0.22" />
        <path
          d="M3 19 9.5 6l4 7.5 2.5-4L21 19M2 19h20"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      </svg>
      <span className="truncate md:max-lg:hidden">
        {t('common.product')} <span className="text-muted font-normal max-sm:hidden">{t('common.brand')}</span>
      </span>
      <span className="truncate max-md:hidden lg:hidden">{t('common.productShort')}</span>
    </a>
  );
}
