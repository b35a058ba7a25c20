import type { InputOf } from '#forms/document.ts';
import { FieldFrame, useDescription } from '../field-frame.tsx';
import { useFormView } from '../form-context.ts';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartText } from '../use-input.ts';

type Props = { field: InputOf<'textfield'>; path: string };

export function TextInput({ field, path }: Props) {
  if (field.properties?.widget === 'carried') return <CarriedInput path={path} />;
  return field.properties?.widget === 'entry' ? <EntryInput field={field} path={path} /> : <LineInput field={field} path={path} />;
}

function LineInput({ field, path }: Props) {
  const email = field.validate?.validationType === 'email';
  return (
    <FieldFrame field={field} path={path}>
      <input
        {...useInput(path)}
        {...useDescription(field, path)}
        id={useInputId(path)}
        type={email ? 'email' : 'text'}
        defaultValue={useStartText(path)}
        autoComplete={field.properties?.autocomplete ?? 'off'}
        className={styles.line}
      />
    </FieldFrame>
  );
}

// An id that comes back as it went, as the one of an item: nobody types it.
function CarriedInput({ path }: Pick<Props, 'path'>) {
  const { name, ref } = useInput(path);
  return <input type="hidden" name={name} ref={ref} defaultValue={useStartText(path)} />;
}

// What the application is for was chosen before the form began: shown, sent, not changed.
function EntryInput({ field, path }: Props) {
  const { names } = useFormView();
  const value = useStartText(path);
  const { name, ref } = useInput(path);
  return (
    <FieldFrame field={field} path={path}>
      <input type="hidden" name={name} ref={ref} defaultValue={value} />
      <output id={useInputId(path)} tabIndex={-1} className="block font-semibold">
        {names[field.key]?.[value] ?? value}
      </output>
    </FieldFrame>
  );
}
