import type { ReactNode } from 'react';

type PanelProps = { title?: ReactNode; actions?: ReactNode; children: ReactNode; flush?: boolean; id?: string };

/** The one container of the product: a white sheet with a hairline. `flush` lets lists and tables reach its edges. */
export function Panel({ title, actions, children, flush = false, id }: PanelProps) {
  return (
    <section id={id} className="bg-surface border-line min-w-0 rounded-lg border print:border-0">
      {title === undefined ? null : (
        <header className="border-line flex min-h-11 items-center justify-between gap-3 border-b px-4 py-1.5">
          <h2 className="font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      <div className={flush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}
