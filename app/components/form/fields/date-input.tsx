import { useTranslation } from '#app/lib/translation.tsx';
import type { InputOf } from '#forms/document.ts';
import { dateLimits } from '#forms/fields/datetime.ts';
import { FieldFrame, useDescription } from '../field-frame.tsx';
import { useFormView } from '../form-context.ts';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartText } from '../use-input.ts';

export function DateInput({ field, path }: { field: InputOf<'datetime'>; path: string }) {
  const { t } = useTranslation();
  const { earliest, latest } = dateLimits(field, useFormView().form.context.today);
  const timed = field.subtype === 'datetime';
  return (
    <FieldFrame field={field} path={path}>
      <input
        {...useInput(path)}
        {...useDescription(field, path)}
        id={useInputId(path)}
        type={timed ? 'datetime-local' : 'date'}
        defaultValue={useStartText(path)}
        min={timed && earliest ? `${earliest}T00:00` : earliest}
        max={timed && latest ? `${latest}T23:59` : (latest ?? '2999-12-31')}
        placeholder={t(timed ? 'form.dateTimePattern' : 'form.datePattern')}
        className={styles.line}
      />
    </FieldFrame>
  );
}
