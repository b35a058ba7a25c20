import { NavLink } from '@remix-run/react';
import {
  Activity,
  BookOpen,
  FileLock,
  House,
  Inbox,
  KeyRound,
  Megaphone,
  PenLine,
  ShieldCheck,
  UsersRound,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';

type PlaceKey =
  | 'workbench'
  | 'inbox'
  | 'cards'
  | 'catalogue'
  | 'grants'
  | 'openNotices'
  | 'reviews'
  | 'admin'
  | 'supervision'
  | 'operations';
export type Place = { key: PlaceKey; to: string; letter: string; Icon: LucideIcon };

const PLACES: readonly Place[] = [
  { key: 'workbench', to: '/', letter: 'h', Icon: House },
  { key: 'inbox', to: '/inbox', letter: 'i', Icon: Inbox },
  { key: 'cards', to: '/cards', letter: 'k', Icon: PenLine },
  { key: 'catalogue', to: '/catalogue', letter: 'c', Icon: BookOpen },
  { key: 'grants', to: '/grants', letter: 'g', Icon: KeyRound },
  { key: 'openNotices', to: '/open-notices', letter: 'n', Icon: Megaphone },
  { key: 'reviews', to: '/reviews', letter: 'r', Icon: FileLock },
  { key: 'admin', to: '/admin', letter: 'm', Icon: UsersRound },
  { key: 'supervision', to: '/supervision', letter: 's', Icon: ShieldCheck },
  { key: 'operations', to: '/operations', letter: 'o', Icon: Activity },
];

/** What the places stand open on. */
export type Opens = {
  readonly mayOperate: boolean;
  readonly maySupervise: boolean;
  readonly mayReadReviews: boolean;
  readonly adminPages: readonly string[];
  readonly leads: boolean;
};

/** What one may not open is absent. The page itself asks the server again. */
export function placesOf({ mayOperate, maySupervise, mayReadReviews, adminPages, leads }: Opens): readonly Place[] {
  const closed: Partial<Record<PlaceKey, boolean>> = {
    operations: !mayOperate,
    supervision: !maySupervise,
    reviews: !mayReadReviews,
    admin: adminPages.length === 0,
    cards: !leads,
  };
  return PLACES.filter(({ key }) => closed[key] !== true);
}

export function TopNav({ opens }: { opens: Opens }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shell.nav')} className="flex min-w-0 flex-1 justify-center-safe gap-1 self-stretch overflow-x-auto max-md:hidden">
      {placesOf(opens).map(({ key, to }) => (
        <NavLink
          key={key}
          to={to}
          end={to === '/'}
          prefetch="intent"
          className={({ isActive }) =>
            `flex shrink-0 items-center border-b-2 px-2 font-medium whitespace-nowrap no-underline 2xl:px-3 ${isActive ? 'border-accent text-accent' : 'text-ink hover:text-accent border-transparent'}`
          }
        >
          {t(`shell.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}

/** On a phone the places are under the thumb. */
export function BottomNav({ opens }: { opens: Opens }) {
  const { t } = useTranslation();
  return (
    <nav
      aria-label={t('shell.nav')}
      className="bg-surface border-line fixed inset-x-0 bottom-0 z-30 flex overflow-x-auto border-t pb-[env(safe-area-inset-bottom)] md:hidden"
      data-print="no"
    >
      {placesOf(opens).map(({ key, to, Icon }) => (
        <NavLink
          key={key}
          to={to}
          end={to === '/'}
          className={({ isActive }) =>
            `flex h-14 min-w-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs whitespace-nowrap no-underline ${isActive ? 'text-accent font-medium' : 'text-muted'}`
          }
        >
          <Icon aria-hidden="true" className="size-5" />
          {t(key === 'operations' ? 'shell.operationsShort' : `shell.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}
