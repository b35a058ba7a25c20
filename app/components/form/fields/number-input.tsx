import type { InputOf } from '#forms/document.ts';
import { FieldFrame, useDescription } from '../field-frame.tsx';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartText } from '../use-input.ts';

// A text box with a number pad: type="number" drops what it cannot read without a word, and a wheel changes it.
export function NumberInput({ field, path }: { field: InputOf<'number'>; path: string }) {
  const { prefixAdorner, suffixAdorner } = field.appearance ?? {};
  return (
    <FieldFrame field={field} path={path}>
      <span className="flex items-center gap-2">
        {prefixAdorner ? <span className="text-muted shrink-0">{prefixAdorner}</span> : null}
        <input
          {...useInput(path)}
          {...useDescription(field, path)}
          id={useInputId(path)}
          type="text"
          inputMode={(field.decimalDigits ?? 0) > 0 ? 'decimal' : 'numeric'}
          defaultValue={useStartText(path)}
          autoComplete="off"
          className={styles.line}
        />
        {suffixAdorner ? <span className="text-muted shrink-0">{suffixAdorner}</span> : null}
      </span>
    </FieldFrame>
  );
}
