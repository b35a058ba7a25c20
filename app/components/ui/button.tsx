import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';

export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'normal' | 'small' | 'icon';

const TONES = {
  primary: 'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong',
  secondary: 'bg-surface text-ink border-edge hover:bg-sunken hover:border-ink',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-accent-soft',
  danger: 'bg-surface text-danger border-danger hover:bg-danger-soft',
} as const satisfies Record<ButtonTone, string>;

const SIZES = {
  normal: 'h-8 px-3 pointer-coarse:h-11 pointer-coarse:px-4',
  small: 'h-6 px-2 text-sm pointer-coarse:h-9',
  icon: 'size-8 justify-center pointer-coarse:size-11',
} as const satisfies Record<ButtonSize, string>;

/** Looks of everything that is pressed, shared by buttons and links. */
export function buttonClass(tone: ButtonTone = 'secondary', size: ButtonSize = 'normal'): string {
  return `inline-flex items-center gap-1.5 rounded-md border font-medium whitespace-nowrap no-underline transition-colors disabled:opacity-55 aria-disabled:opacity-55 ${TONES[tone]} ${SIZES[size]}`;
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** While the press is being carried out: says so, and a second press does nothing. */
  busy?: boolean;
  children: ReactNode;
};

export function Button({ tone, size, busy = false, className = '', children, disabled, ...rest }: ButtonProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={`${buttonClass(tone, size)} ${className}`}
    >
      {busy ? t('common.busy') : children}
    </button>
  );
}
