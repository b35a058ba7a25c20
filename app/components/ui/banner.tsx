import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

type BannerTone = 'info' | 'ok' | 'warn' | 'danger';

const LOOKS = {
  info: { box: 'border-accent/40 bg-accent-soft', ink: 'text-accent', Icon: Info },
  ok: { box: 'border-ok/40 bg-ok-soft', ink: 'text-ok', Icon: CircleCheck },
  warn: { box: 'border-warn/40 bg-warn-soft', ink: 'text-warn', Icon: TriangleAlert },
  danger: { box: 'border-danger/40 bg-danger-soft', ink: 'text-danger', Icon: CircleAlert },
} as const satisfies Record<BannerTone, { box: string; ink: string; Icon: typeof Info }>;

type BannerProps = {
  tone?: BannerTone;
  title: ReactNode;
  children?: ReactNode;
  /** Speaks up at once in a screen reader: for something that just happened, not for what stands on the page anyway. */
  announce?: boolean;
};

export function Banner({ tone = 'info', title, children, announce = false }: BannerProps) {
  const { box, ink, Icon } = LOOKS[tone];
  return (
    <div role={announce ? (tone === 'danger' ? 'alert' : 'status') : undefined} className={`flex gap-2 rounded-md border px-3 py-2 ${box}`}>
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children === undefined ? null : <div className="text-sm">{children}</div>}
      </div>
    </div>
  );
}
