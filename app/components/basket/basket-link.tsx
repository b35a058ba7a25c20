import { NavLink } from '@remix-run/react';
import { ShoppingBasket } from 'lucide-react';
import { useTranslation } from '#app/lib/translation.tsx';

/** In the frame of every page, like the notices. */
export function BasketLink({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <NavLink
      to="/basket"
      aria-label={t('basket.holds', { count })}
      className={({ isActive }) =>
        `hover:bg-sunken relative shrink-0 rounded-md p-1.5 pointer-coarse:p-2.5 ${isActive ? 'text-accent' : 'text-muted'}`
      }
    >
      <ShoppingBasket aria-hidden="true" className="size-5" />
      {count === 0 ? null : (
        <span
          aria-hidden="true"
          className="bg-accent text-on-accent absolute -top-0.5 left-1/2 rounded-full px-1 text-center text-[11px] leading-4 font-semibold tabular-nums"
        >
          {count}
        </span>
      )}
    </NavLink>
  );
}
