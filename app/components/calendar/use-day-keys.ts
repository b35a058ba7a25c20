import { useNavigate } from '@remix-run/react';
import { useCallback, type KeyboardEvent } from 'react';
import { dayAfter } from '#app/lib/year-days.ts';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** Arrows walk from day to day and week to week; past the end of the year they open the next one. */
export function useDayKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const navigate = useNavigate();
  return useCallback(
    (event) => {
      const step = STEPS[event.key];
      const here = event.target instanceof HTMLElement ? event.target.dataset['day'] : undefined;
      if (step === undefined || here === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const to = dayAfter(here, step);
      const link = event.currentTarget.querySelector<HTMLElement>(`[data-day="${to}"]`);
      if (link === null) navigate(`?year=${to.slice(0, 4)}&day=${to}`);
      else link.focus();
    },
    [navigate],
  );
}
