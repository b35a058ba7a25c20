import { useFetcher } from '@remix-run/react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { loader } from '#app/routes/apply-warnings.ts';

const PAUSE_MS = 400;

/** Asks the server what the applicant should know of the answers as they stand; it keeps the rules, the browser none. */
export function useWarnings(entryId: string, begin: Readonly<Record<string, unknown>>) {
  const { t } = useTranslation();
  const fetcher = useFetcher<typeof loader>();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef('');
  const load = useRef(fetcher.load);
  load.current = fetcher.load;

  function check(answers: Readonly<Record<string, unknown>>): void {
    const search = warningSearch(answers);
    if (search === asked.current) return;
    asked.current = search;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => load.current(`/catalogue/${entryId}/warnings?${search}`), PAUSE_MS);
  }

  const first = useRef(begin);
  useEffect(() => {
    check(first.current);
    return () => clearTimeout(timer.current);
    // Once, with what the form begins with; later changes come through `check`.
  }, []);

  const texts = useMemo(() => {
    const byPath: Record<string, string[]> = {};
    for (const { path, code } of fetcher.data?.warnings ?? []) (byPath[path] ??= []).push(t(`applyForm.warning.${code}`));
    return byPath;
  }, [fetcher.data, t]);
  return { texts, check };
}

function warningSearch(answers: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  const items = answers['itemIds'];
  if (Array.isArray(items)) for (const item of items) search.append('itemIds', String(item));
  for (const key of ['method', 'purpose']) {
    const value = answers[key];
    if (typeof value === 'string') search.set(key, value.slice(0, 500));
  }
  return search.toString();
}
