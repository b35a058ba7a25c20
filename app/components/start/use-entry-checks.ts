import { useEffect, useMemo, useRef, useState } from 'react';
import { errorText } from '#forms/messages.ts';
import { useTranslation } from '#app/lib/translation.tsx';

const PAUSE_MS = 500;
type Finding = { path: string; code: string; params: Record<string, string | number> };

/** Asks the server what the automatic checks say of an entry as it stands; it keeps the rules, the browser none. */
export function useEntryChecks(isEntry: boolean, begin: Readonly<Record<string, unknown>>, csrf: string) {
  const { i18n } = useTranslation();
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef('');

  function check(answers: Readonly<Record<string, unknown>>): void {
    const body = JSON.stringify({ answers });
    if (!isEntry || body === asked.current) return;
    asked.current = body;
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const found = await fetchFindings(body, csrf);
      if (found !== null && asked.current === body) setFindings(found);
    }, PAUSE_MS);
  }

  // What is not begun yet lacks everything: nobody needs to be told.
  const start = useRef(() => (Object.keys(begin).length > 1 ? check(begin) : undefined));
  useEffect(() => {
    start.current();
    return () => clearTimeout(timer.current);
  }, []);

  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const texts = useMemo(() => {
    const byPath: Record<string, string[]> = {};
    for (const { path, ...finding } of findings) (byPath[path] ??= []).push(errorText(finding, language));
    return byPath;
  }, [findings, language]);
  return { texts, check };
}

/** Null when the server could not be asked: checks help, and nobody is kept from writing without them. */
async function fetchFindings(body: string, csrf: string): Promise<Finding[] | null> {
  try {
    const response = await fetch('/api/v1/catalogue-checks', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
      body,
    });
    if (!response.ok) return null;
    const answer: unknown = await response.json();
    const findings: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'findings') : null;
    return Array.isArray(findings) ? findings.filter(isFinding) : null;
  } catch {
    return null;
  }
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'path' in value && 'code' in value && 'params' in value;
}
