import { useShell } from '#app/lib/shell.tsx';

/** Stands in every form that posts. */
export function CsrfField() {
  return <input type="hidden" name="csrf" value={useShell()?.csrf ?? ''} />;
}
