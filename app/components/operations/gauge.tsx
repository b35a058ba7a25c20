import type { ReactNode } from 'react';
import { Badge } from '#app/components/ui/badge.tsx';

export function Gauge({ title, well, state, children }: { title: string; well: boolean; state: string; children: ReactNode }) {
  return (
    <section className="bg-surface border-line rounded-lg border p-4">
      <header className="mb-2 flex items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        <Badge tone={well ? 'ok' : 'danger'} shape={well ? 'check' : 'alert'}>
          {state}
        </Badge>
      </header>
      <div className="text-muted grid gap-0.5 text-sm">{children}</div>
    </section>
  );
}
