import type { ReactNode } from 'react';
import { DateTime } from './date-time.tsx';
import { ShapeMark, type Shape, type Tone } from './badge.tsx';

export type TimelineEntry = { id: string; at: string; title: ReactNode; by?: ReactNode; body?: ReactNode; shape: Shape; tone: Tone };

const INK = {
  neutral: 'text-muted',
  accent: 'text-accent',
  ok: 'text-ok',
  warn: 'text-warn',
  danger: 'text-danger',
} as const satisfies Record<Tone, string>;

/** Who did what, when, and with which words; the newest first, as people look for what just happened. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="grid">
      {entries.map((entry) => (
        <li key={entry.id} className="group grid grid-cols-[1.25rem_minmax(0,1fr)] gap-2">
          <div className="relative flex justify-center">
            <span className="bg-line absolute top-5 -bottom-1 w-px group-last:hidden" />
            <span className={`bg-surface relative mt-1 flex size-4 items-center justify-center ${INK[entry.tone]}`}>
              <ShapeMark shape={entry.shape} />
            </span>
          </div>
          <div className="pb-3 group-last:pb-0">
            <p>
              <span className="font-medium">{entry.title}</span>
              {entry.by === undefined ? null : <span className="text-muted"> · {entry.by}</span>}
            </p>
            {entry.body === undefined ? null : (
              <div className="bg-sunken mt-1 rounded-md px-2.5 py-1.5 whitespace-pre-wrap">{entry.body}</div>
            )}
            <DateTime value={entry.at} relative className="text-muted text-sm" />
          </div>
        </li>
      ))}
    </ol>
  );
}
