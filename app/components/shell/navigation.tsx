import { NavLink } from '@remix-run/react';
import { Activity, BookOpen, CalendarDays, House, Inbox, KeyRound, Megaphone, type LucideIcon } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';

type PlaceKey = 'workbench' | 'inbox' | 'catalogue' | 'grants' | 'openNotices' | 'calendar' | 'operations';
export type Place = { key: PlaceKey; to: string; letter: string; Icon: LucideIcon };

const PLACES: readonly Place[] = [
  { key: 'workbench', to: '/', letter: 'h', Icon: House },
  { key: 'inbox', to: '/inbox', letter: 'i', Icon: Inbox },
  { key: 'catalogue', to: '/catalogue', letter: 'c', Icon: BookOpen },
  { key: 'grants', to: '/grants', letter: 'g', Icon: KeyRound },
  { key: 'openNotices', to: '/open-notices', letter: 'n', Icon: Megaphone },
  { key: 'calendar', to: '/calendar', letter: 'w', Icon: CalendarDays },
  { key: 'operations', to: '/operations', letter: 'o', Icon: Activity },
];

/** What the places stand open on. */
export type Opens = { readonly mayOperate: boolean; readonly mayKeepCalendar: boolean };

/** What one may not open is absent. The page itself asks the server again. */
export function placesOf({ mayOperate, mayKeepCalendar }: Opens): readonly Place[] {
  return PLACES.filter(({ key }) => (key !== 'operations' || mayOperate) && (key !== 'calendar' || mayKeepCalendar));
}

export function TopNav({ opens }: { opens: Opens }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('shell.nav')} className="flex flex-1 justify-center gap-1 self-stretch max-md:hidden">
      {placesOf(opens).map(({ key, to }) => (
        <NavLink
          key={key}
          to={to}
          end={to === '/'}
          prefetch="intent"
          className={({ isActive }) =>
            `flex items-center border-b-2 px-3 font-medium no-underline ${isActive ? 'border-accent text-accent' : 'text-ink hover:text-accent border-transparent'}`
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
      className="bg-surface border-line fixed inset-x-0 bottom-0 z-30 flex border-t pb-[env(safe-area-inset-bottom)] md:hidden"
      data-print="no"
    >
      {placesOf(opens).map(({ key, to, Icon }) => (
        <NavLink
          key={key}
          to={to}
          end={to === '/'}
          className={({ isActive }) =>
            `flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs no-underline ${isActive ? 'text-accent font-medium' : 'text-muted'}`
          }
        >
          <Icon aria-hidden="true" className="size-5" />
          {t(key === 'operations' ? 'shell.operationsShort' : `shell.${key}`)}
        </NavLink>
      ))}
    </nav>
  );
}
