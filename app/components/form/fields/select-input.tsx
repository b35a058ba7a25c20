import { useTranslation } from '#app/lib/translation.tsx';
import type { InputOf } from '#forms/document.ts';
import { FieldFrame, useDescription } from '../field-frame.tsx';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartText } from '../use-input.ts';
import { useChoices } from './choices.ts';

export function SelectInput({ field, path }: { field: InputOf<'select'>; path: string }) {
  const { t } = useTranslation();
  return (
    <FieldFrame field={field} path={path}>
      <select
        {...useInput(path)}
        {...useDescription(field, path)}
        id={useInputId(path)}
        defaultValue={useStartText(path)}
        className={styles.line}
      >
        <option value="">{t('form.chooseOne')}</option>
        {useChoices(field).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
