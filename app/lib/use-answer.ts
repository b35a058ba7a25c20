import { useActionData, useLocation, useNavigation } from '@remix-run/react';
import { useRef } from 'react';

/**
 * What the last post of this page was answered, until the next one or another page. The router drops it whenever data
 * are loaded anew, and a live page does that at any time: a refusal must not vanish while it is being read.
 */
export function useAnswer<Action>(): ReturnType<typeof useActionData<Action>> {
  const answer = useActionData<Action>();
  const isPosting = useNavigation().formMethod !== undefined;
  const { pathname } = useLocation();
  const kept = useRef({ pathname, answer });
  if (answer !== undefined || isPosting || kept.current.pathname !== pathname) kept.current = { pathname, answer };
  return kept.current.answer;
}
