import { useEffect, useRef } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';

export type FieldProblem = { id: string; text: string };

/** After GOV.UK: takes the focus, lists every problem, each leads to its field. */
export function ErrorSummary({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="border-danger bg-danger-soft rounded-md border-2 px-3 py-2">
      <h2 className="text-danger font-semibold">{t('common.errorSummary', { count: problems.length })}</h2>
      <ul className="mt-1 list-disc pl-5">
        {problems.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} className="text-danger underline" onClick={() => document.getElementById(id)?.focus()}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
