import { useWatch } from 'react-hook-form';
import { useTranslation } from '#app/lib/translation.tsx';
import { labelOf } from '#forms/components.ts';
import type { InputOf } from '#forms/document.ts';
import { inputName } from '#forms/form-data.ts';
import { GroupFrame } from '../field-frame.tsx';
import { useFormView, type PickerItem } from '../form-context.ts';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartList } from '../use-input.ts';
import { useChoices } from './choices.ts';

type Props = { field: InputOf<'checklist' | 'taglist'>; path: string };

/** Information items with what one must weigh before asking for them: level, flags, notes. */
export function ItemPicker({ field, path }: Props) {
  const { t } = useTranslation();
  const rows = usePickerItems(field);
  const noted = rows.some(({ note }) => note !== undefined);
  if (rows.length === 0)
    return (
      <GroupFrame field={field} path={path}>
        {t('form.items.none')}
      </GroupFrame>
    );
  return (
    <GroupFrame field={field} path={path}>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse">
          <caption className="sr-only">{t('form.items.caption', { label: labelOf(field) })}</caption>
          <thead className="text-muted text-sm">
            <tr>
              <th scope="col" className={styles.cell}>
                {t('form.items.name')}
              </th>
              <th scope="col" className={styles.cell}>
                {t('form.items.level')}
              </th>
              <th scope="col" className={styles.cell}>
                {t('form.items.flags')}
              </th>
              {noted ? (
                <th scope="col" className={styles.cell}>
                  {t('form.items.note')}
                </th>
              ) : null}
            </tr>
          </thead>
          <Rows field={field} path={path} rows={rows} noted={noted} />
        </table>
      </div>
      <Chosen path={path} total={rows.length} />
    </GroupFrame>
  );
}

function Rows({ path, rows, noted }: Props & { rows: readonly PickerItem[]; noted: boolean }) {
  const { t } = useTranslation();
  const id = useInputId(path);
  const start = useStartList(path);
  const input = useInput(path);
  return (
    <tbody>
      {rows.map((item, index) => (
        <tr key={item.id} className="has-checked:bg-accent-soft">
          <td className={styles.cell}>
            <label className="flex items-start gap-2 pointer-coarse:py-2">
              <input
                {...input}
                id={index === 0 ? id : `${id}-${item.id}`}
                type="checkbox"
                value={item.id}
                defaultChecked={start.includes(item.id)}
                className={styles.tick}
              />
              <span>{item.name}</span>
            </label>
          </td>
          <td className={`${styles.cell} whitespace-nowrap ${item.level >= 3 ? 'text-warn font-semibold' : ''}`}>{item.levelLabel}</td>
          <td className={`${styles.cell} text-sm`}>{item.flags.join(t('common.separator'))}</td>
          {noted ? <td className={`${styles.cell} text-muted text-sm`}>{item.note ?? ''}</td> : null}
        </tr>
      ))}
    </tbody>
  );
}

function Chosen({ path, total }: { path: string; total: number }) {
  const { t } = useTranslation();
  const { form } = useFormView();
  const value: unknown = useWatch({ control: form.methods.control, name: inputName(path) });
  const count = Array.isArray(value) ? value.length : value ? 1 : 0;
  return (
    <p className="text-muted mt-1 text-sm" aria-live="polite">
      {t('form.items.chosen', { count, total })}
    </p>
  );
}

// Without a description of the items their names alone are shown: nothing that may be chosen is ever missing.
function usePickerItems(field: Props['field']): readonly PickerItem[] {
  const { items } = useFormView();
  const known = items[field.key] ?? items['*'] ?? [];
  return useChoices(field).map(
    ({ value, label }) => known.find((item) => item.id === value) ?? { id: value, name: label, level: 0, levelLabel: '', flags: [] },
  );
}
