import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { ShapeMark, type Shape } from './badge.tsx';

type StepPlace = 'done' | 'here' | 'ahead' | 'dropped';
export type ChainStep = { id: string; name: string; place: StepPlace; detail?: ReactNode };

const LOOKS = {
  done: { shape: 'check', mark: 'border-ok text-ok bg-ok-soft', name: '' },
  here: { shape: 'dot', mark: 'border-accent text-accent bg-accent-soft', name: 'font-semibold text-accent' },
  ahead: { shape: 'ring', mark: 'border-line text-muted bg-surface', name: 'text-muted' },
  dropped: { shape: 'dash', mark: 'border-line text-muted bg-surface', name: 'text-muted' },
} as const satisfies Record<StepPlace, { shape: Shape; mark: string; name: string }>;

/** The way of a case: what is behind, where it stands, what may still come. */
export function StepChain({ steps }: { steps: readonly ChainStep[] }) {
  const { t } = useTranslation();
  return (
    <ol className="grid">
      {steps.map((step) => {
        const look = LOOKS[step.place];
        return (
          <li
            key={step.id}
            aria-current={step.place === 'here' ? 'step' : undefined}
            className="group grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2"
          >
            <div className="relative flex justify-center">
              <span className="bg-line absolute top-6 bottom-0 w-px group-last:hidden" />
              <span className={`flex size-6 items-center justify-center rounded-full border ${look.mark}`}>
                <ShapeMark shape={look.shape} className="size-2.5" />
              </span>
            </div>
            <div className="pt-0.5 pb-3 group-last:pb-0">
              <p className={look.name}>
                {step.name}
                <span className="sr-only"> {t(`shell.places.${step.place}`)}</span>
              </p>
              {step.detail === undefined ? null : <div className="text-muted text-sm">{step.detail}</div>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
