import { inputClass } from '#app/components/ui/field.tsx';

/** Looks that only the renderer needs; everything else comes from the kit. */
export const styles = {
  line: `${inputClass} h-8 pointer-coarse:h-11`,
  area: `${inputClass} field-sizing-content min-h-16 py-1.5`,
  grid: 'grid grid-cols-1 gap-x-6 gap-y-4 sm:grid-cols-2',
  half: 'min-w-0',
  row: 'sm:col-span-2 @4xl:col-span-4',
  whole: 'min-w-0 sm:col-span-2',
  section: 'border-line border-t pt-4 first:border-t-0 first:pt-0',
  sectionTitle: 'mb-3 text-lg font-semibold',
  label: 'mb-1 block font-medium',
  hint: 'text-muted mb-1 text-sm',
  warning: 'border-warn bg-warn-soft text-warn mt-1 border-l-2 px-2 py-1 text-sm',
  choice:
    'border-line hover:border-edge has-checked:border-accent has-checked:bg-accent-soft flex items-start gap-2 rounded-md border px-2.5 py-1.5 pointer-coarse:py-3',
  tick: 'accent-accent mt-[3px] size-4 shrink-0',
  cell: 'border-line border-b px-2 py-1.5 text-left align-top',
  file: 'file:border-edge file:bg-surface file:text-ink hover:file:border-ink block w-full text-sm file:mr-3 file:h-8 file:rounded-md file:border file:px-3 file:font-medium pointer-coarse:file:h-11',
  quiet: 'text-accent inline-flex min-h-8 items-center gap-1 underline pointer-coarse:min-h-11',
  // Without scripts nobody can uncover a field, so the browser shows all of them; the server drops what does not apply.
  covered: 'hidden noscript:block',
} as const;
