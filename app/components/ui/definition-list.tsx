import type { ReactNode } from 'react';

export type Definition = { term: string; value: ReactNode };

export function DefinitionList({ items, columns = 1 }: { items: readonly Definition[]; columns?: 1 | 2 }) {
  return (
    <dl className={`grid gap-x-8 gap-y-2 ${columns === 2 ? 'md:grid-cols-2' : ''}`}>
      {items.map(({ term, value }) => (
        <div key={term} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3">
          <dt className="text-muted">{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
