import type { ReactNode } from 'react';

/** An empty list says why it is empty and what one can do now. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="px-4 py-10 text-center">
      <p className="font-medium">{title}</p>
      {children === undefined ? null : <div className="text-muted mx-auto mt-1 max-w-md">{children}</div>}
    </div>
  );
}
