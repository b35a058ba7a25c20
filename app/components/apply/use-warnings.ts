import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { fetchWarnings, type KnownWarning } from './fetch-warnings.ts';

const PAUSE_MS = 400;

type Answers = Readonly<Record<string, unknown>>;
type Options = {
  begin: Answers;
  /** Of which entries to ask, each with the answers of its own application. */
  asks: (answers: Answers) => readonly { entryId: string; answers: Answers }[];
  /** Where a warning about an entry stands, and its words there; null where it stands nowhere any more. Must not change by itself. */
  place?: (entryId: string, path: string, text: string) => [path: string, text: string] | null;
};

const inPlace = (_entryId: string, path: string, text: string): [string, string] => [path, text];

/** Asks the server what the applicant should know of the answers as they stand; it keeps the rules, the browser none. */
export function useWarnings({ begin, asks, place = inPlace }: Options) {
  const { t } = useTranslation();
  const [warnings, setWarnings] = useState<Readonly<Record<string, readonly KnownWarning[]>>>({});
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef(new Map<string, string>());

  async function ask(entryId: string, search: string): Promise<void> {
    if (asked.current.get(entryId) === search) return;
    asked.current.set(entryId, search);
    const found = await fetchWarnings(`/catalogue/${entryId}/warnings?${search}`);
    if (found !== null && asked.current.get(entryId) === search) setWarnings((known) => ({ ...known, [entryId]: found }));
  }

  function check(answers: Answers): void {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => asks(answers).forEach((one) => void ask(one.entryId, warningSearch(one.answers))), PAUSE_MS);
  }

  const start = useRef(() => check(begin));
  useEffect(() => {
    start.current();
    return () => clearTimeout(timer.current);
  }, []);

  const texts = useMemo(() => {
    const byPath: Record<string, string[]> = {};
    for (const [entryId, known] of Object.entries(warnings)) {
      for (const { path, code } of known) {
        const [at, text] = place(entryId, path, t(`applyForm.warning.${code}`)) ?? [];
        if (at !== undefined && text !== undefined) (byPath[at] ??= []).push(text);
      }
    }
    return byPath;
  }, [warnings, place, t]);
  return { texts, check };
}

function warningSearch(answers: Answers): string {
  const search = new URLSearchParams();
  const items = answers['itemIds'];
  if (Array.isArray(items)) for (const item of items) search.append('itemIds', String(item));
  for (const key of ['method', 'purpose']) {
    const value = answers[key];
    if (typeof value === 'string') search.set(key, value.slice(0, 500));
  }
  return search.toString();
}
