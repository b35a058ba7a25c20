import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger';
export type Shape = 'ring' | 'dot' | 'check' | 'cross' | 'dash' | 'pause' | 'alert';

const TONES = {
  neutral: 'bg-sunken text-muted border-line',
  accent: 'bg-accent-soft text-accent border-accent/30',
  ok: 'bg-ok-soft text-ok border-ok/30',
  warn: 'bg-warn-soft text-warn border-warn/30',
  danger: 'bg-danger-soft text-danger border-danger/30',
} as const satisfies Record<Tone, string>;

/** A state is read by its word first, then its shape, and only last by its colour. */
export function Badge({ tone = 'neutral', shape, children }: { tone?: Tone; shape?: Shape; children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-[22px] items-center gap-1 rounded-sm border px-1.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}
    >
      {shape === undefined ? null : <ShapeMark shape={shape} />}
      {children}
    </span>
  );
}

const STROKE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.8, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const SHAPES = {
  ring: <circle cx="6" cy="6" r="4" {...STROKE} />,
  dot: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  check: <path d="M2 6.5 4.8 9.2 10 3.2" {...STROKE} />,
  cross: <path d="M3 3l6 6M9 3l-6 6" {...STROKE} />,
  dash: <path d="M2.5 6h7" {...STROKE} />,
  pause: <path d="M4 2.5v7M8 2.5v7" {...STROKE} />,
  alert: <path d="M6 1.5 11 10.5H1ZM6 5v2.4M6 9v.1" {...STROKE} strokeWidth={1.3} />,
} as const satisfies Record<Shape, ReactNode>;

export function ShapeMark({ shape, className = 'size-3' }: { shape: Shape; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={`${className} shrink-0`}>
      {SHAPES[shape]}
    </svg>
  );
}
