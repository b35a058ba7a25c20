import type { ReactNode } from 'react';

export function PageHeader({ title, lead, actions }: { title: ReactNode; lead?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold">{title}</h1>
        {lead === undefined ? null : <div className="text-muted mt-0.5">{lead}</div>}
      </div>
      {actions === undefined ? null : (
        <div className="flex flex-wrap gap-2" data-print="no">
          {actions}
        </div>
      )}
    </header>
  );
}
