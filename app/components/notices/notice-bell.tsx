import { NavLink } from '@remix-run/react';
import { Bell } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';
import { capped } from '#app/lib/capped.ts';

/** In the frame of every page, on a phone too; the count is as fresh as the page, since each event looks again. */
export function NoticeBell({ unread }: { unread: number }) {
  const { t } = useTranslation();
  const count = capped(unread);
  return (
    <NavLink
      to="/notifications"
      end
      aria-label={t('notices.unreadCount', { number: count ?? '0' })}
      className={({ isActive }) =>
        `hover:bg-sunken relative shrink-0 rounded-md p-1.5 pointer-coarse:p-2.5 ${isActive ? 'text-accent' : 'text-muted'}`
      }
    >
      <Bell aria-hidden="true" className="size-5" />
      {count === null ? null : (
        <span
          aria-hidden="true"
          className="bg-danger text-canvas absolute -top-0.5 left-1/2 rounded-full px-1 text-center text-[11px] leading-4 font-semibold tabular-nums"
        >
          {count}
        </span>
      )}
    </NavLink>
  );
}
