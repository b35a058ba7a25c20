import { useNavigation, useRevalidator } from '@remix-run/react';
import { useCallback, useEffect, useRef } from 'react';
import { noteLooking } from './looking.ts';

/**
 * Asks the routes of the page for their data again, unless a navigation or another look is under way: it would be
 * cut off in the middle. Says whether it asked.
 */
export function useLookAgain(): () => boolean {
  const revalidator = useRevalidator();
  const navigation = useNavigation();
  const latest = useRef({ revalidator, navigation });
  latest.current = { revalidator, navigation };
  // A navigation that comes in between is the person's own act again.
  const looking = revalidator.state === 'loading' && navigation.state === 'idle';
  useEffect(() => {
    if (!looking) noteLooking(false);
  }, [looking]);
  return useCallback(() => {
    const { revalidator, navigation } = latest.current;
    const idle = revalidator.state === 'idle' && navigation.state === 'idle';
    if (!idle) return false;
    noteLooking(true);
    revalidator.revalidate();
    return true;
  }, []);
}
