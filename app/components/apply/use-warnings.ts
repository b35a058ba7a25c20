import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { fetchWarnings, type KnownWarning } from './fetch-warnings.ts';

const PAUSE_MS = 400;

/** Asks the server what the applicant should know of the answers as they stand; it keeps the rules, the browser none. */
export function useWarnings(entryId: string, begin: Readonly<Record<string, unknown>>) {
  const { t } = useTranslation();
  const [warnings, setWarnings] = useState<readonly KnownWarning[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef('');

  function check(answers: Readonly<Record<string, unknown>>): void {
    const search = warningSearch(answers);
    if (search === asked.current) return;
    asked.current = search;
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const found = await fetchWarnings(`/catalogue/${entryId}/warnings?${search}`);
      if (found !== null && asked.current === search) setWarnings(found);
    }, PAUSE_MS);
  }

  const start = useRef(() => check(begin));
  useEffect(() => {
    start.current();
    return () => clearTimeout(timer.current);
  }, []);

  const texts = useMemo(() => {
    const byPath: Record<string, string[]> = {};
    for (const { path, code } of warnings) (byPath[path] ??= []).push(t(`applyForm.warning.${code}`));
    return byPath;
  }, [warnings, t]);
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
