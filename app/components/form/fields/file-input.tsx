import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from '#app/lib/translation.tsx';
import { uploadRules } from '#forms/components.ts';
import type { InputOf } from '#forms/document.ts';
import { fileInputName, inputName } from '#forms/form-data.ts';
import { FieldFrame, useDescription } from '../field-frame.tsx';
import { useFormView } from '../form-context.ts';
import { styles } from '../styles.ts';
import { useHydrated } from '../use-hydrated.ts';
import { useInputId } from '../use-input.ts';
import { useUploads } from '../use-uploads.ts';

type Props = { field: InputOf<'filepicker'>; path: string };

/**
 * With scripts each file is sent as soon as it is chosen and its id is the answer; without, it comes with the post, and
 * what has come already is a tick that can be taken away.
 */
export function FileInput({ field, path }: Props) {
  const { t } = useTranslation();
  const { form, upload, names } = useFormView();
  const { control, setValue } = form.methods;
  const id = useInputId(path);
  const scripted = useHydrated() && upload !== undefined;
  const [arrived, setArrived] = useState<Readonly<Record<string, string>>>({});
  const [said, setSaid] = useState('');
  const value: unknown = useWatch({ control, name: inputName(path) });
  const ids = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  const rules = uploadRules(field);
  const change = (next: readonly string[]) => setValue(inputName(path), next, { shouldDirty: true, shouldTouch: true });
  const { uploads, add, drop } = useUploads(upload, rules, (file) => {
    setArrived((before) => ({ ...before, [file.id]: file.name }));
    const held: unknown = form.methods.getValues(inputName(path));
    change([...(Array.isArray(held) ? held : []), file.id]);
    setSaid(t('form.files.uploaded', { name: file.name }));
  });
  const nameOf = (fileId: string) => arrived[fileId] ?? names[field.key]?.[fileId] ?? fileId;

  return (
    <FieldFrame field={field} path={path}>
      <p className={styles.hint}>
        {t('form.files.rules', {
          types: rules.types.join(t('common.separator')),
          size: Math.floor(rules.maxBytes / 1024 / 1024),
          max: rules.maxFiles,
        })}
      </p>
      <input
        {...useDescription(field, path)}
        id={id}
        type="file"
        name={scripted ? undefined : fileInputName(path)}
        accept={field.accept}
        multiple={field.multiple}
        onChange={(event) => {
          if (!scripted) return;
          add([...(event.currentTarget.files ?? [])], ids.length);
          event.currentTarget.value = '';
        }}
        className={styles.file}
      />
      <ul className="mt-1 grid gap-1">
        {ids.map((fileId) => (
          <li key={fileId} className="flex items-center gap-3">
            {scripted ? (
              <>
                <input type="hidden" name={inputName(path)} value={fileId} />
                <span className="min-w-0 truncate">{nameOf(fileId)}</span>
                <button
                  type="button"
                  className={styles.quiet}
                  onClick={() => {
                    change(ids.filter((other) => other !== fileId));
                    setSaid(t('form.files.removed', { name: nameOf(fileId) }));
                  }}
                >
                  {t('form.files.remove', { name: nameOf(fileId) })}
                </button>
              </>
            ) : (
              <label className="flex min-w-0 items-start gap-2">
                <input type="checkbox" name={inputName(path)} value={fileId} defaultChecked className={styles.tick} />
                <span className="min-w-0">{nameOf(fileId)}</span>
              </label>
            )}
          </li>
        ))}
        {uploads.map(({ key, name, percent, failed }) => (
          <li key={key} className={failed ? 'text-danger' : 'flex items-center gap-3'}>
            {failed ? (
              t('form.files.failed', { name, why: t(`form.files.why.${failed}`) })
            ) : (
              <>
                <progress value={percent} max={100} aria-label={name} />
                <span>{t('form.files.uploading', { name, percent })}</span>
                <button type="button" className={styles.quiet} onClick={() => drop(key)}>
                  {t('form.files.cancel', { name })}
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      <p role="status" className="sr-only">
        {said}
      </p>
    </FieldFrame>
  );
}
