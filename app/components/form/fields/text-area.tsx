import { useState } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { propertyNumber } from '#forms/components.ts';
import type { InputOf } from '#forms/document.ts';
import { lengthOf } from '#forms/fields/clean.ts';
import { longestText } from '#forms/fields/textarea.ts';
import { FieldFrame, useDescription } from '../field-frame.tsx';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartText } from '../use-input.ts';

// The count is of use near the end only.
const near = 0.8;

export function TextArea({ field, path }: { field: InputOf<'textarea'>; path: string }) {
  const { t } = useTranslation();
  const start = useStartText(path);
  const [length, setLength] = useState(lengthOf(start));
  const input = useInput(path);
  const left = longestText(field) - length;
  return (
    <FieldFrame field={field} path={path}>
      <textarea
        {...input}
        {...useDescription(field, path)}
        id={useInputId(path)}
        rows={propertyNumber(field, 'rows', 3)}
        defaultValue={start}
        onInput={(event) => setLength(lengthOf(event.currentTarget.value))}
        className={styles.area}
      />
      <p className={`text-sm ${left < 0 ? 'text-danger' : 'text-muted'}`} aria-live="polite">
        {length > longestText(field) * near ? t(left < 0 ? 'form.wordsOver' : 'form.wordsLeft', { count: Math.abs(left) }) : ''}
      </p>
    </FieldFrame>
  );
}
