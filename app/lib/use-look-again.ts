import { useNavigation, useRevalidator } from '@remix-run/react';
import { useCallback, useRef } from 'react';

/**
 * Asks the routes of the page for their data again, unless a navigation or another look is under way: it would be
 * cut off in the middle. Says whether it asked.
 */
export function useLookAgain(): () => boolean {
  const revalidator = useRevalidator();
  const navigation = useNavigation();
  const latest = useRef({ revalidator, navigation });
  latest.current = { revalidator, navigation };
  return useCallback(() => {
    const { revalidator, navigation } = latest.current;
    const idle = revalidator.state === 'idle' && navigation.state === 'idle';
    if (idle) revalidator.revalidate();
    return idle;
  }, []);
}
