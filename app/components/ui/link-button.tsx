import { Link, type LinkProps } from '@remix-run/react';
import { buttonClass, type ButtonSize, type ButtonTone } from './button.tsx';

type LinkButtonProps = LinkProps & { tone?: ButtonTone; size?: ButtonSize };

/** A link that leads to another page but weighs as much as a button. */
export function LinkButton({ tone, size, className = '', ...rest }: LinkButtonProps) {
  return <Link prefetch="intent" {...rest} className={`${buttonClass(tone, size)} ${className}`} />;
}
