import { NavLink } from '@remix-run/react';

type TabLink = { to: string; label: string; current: boolean; count?: string | null };

/** Tabs that are addresses: they work without scripts, can be sent to a colleague, and come back with the page. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="border-line flex gap-1 overflow-x-auto border-b" data-print="no">
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          prefetch="intent"
          preventScrollReset
          aria-current={tab.current ? 'page' : undefined}
          className={`-mb-px flex h-9 items-center gap-1.5 border-b-2 px-3 font-medium whitespace-nowrap pointer-coarse:h-11 ${
            tab.current ? 'border-accent text-accent' : 'text-muted hover:text-ink border-transparent'
          }`}
        >
          {tab.label}
          {tab.count ? <span className="bg-sunken text-muted rounded-full px-1.5 text-xs">{tab.count}</span> : null}
        </NavLink>
      ))}
    </nav>
  );
}
