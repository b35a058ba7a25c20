import type { InputOf } from '#forms/document.ts';
import { GroupFrame } from '../field-frame.tsx';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartList } from '../use-input.ts';
import { useChoices } from './choices.ts';
import { ItemPicker } from './item-picker.tsx';

type Props = { field: InputOf<'checklist' | 'taglist'>; path: string };

export function ChecklistInput({ field, path }: Props) {
  return field.properties?.widget === 'item-picker' ? <ItemPicker field={field} path={path} /> : <Ticks field={field} path={path} />;
}

function Ticks({ field, path }: Props) {
  const id = useInputId(path);
  const start = useStartList(path);
  const input = useInput(path);
  return (
    <GroupFrame field={field} path={path}>
      <div className="grid max-h-80 gap-1 overflow-y-auto">
        {useChoices(field).map(({ value, label }, index) => (
          <label key={value} className={styles.choice}>
            <input
              {...input}
              id={index === 0 ? id : `${id}-${value}`}
              type="checkbox"
              value={value}
              defaultChecked={start.includes(value)}
              className={styles.tick}
            />
            <span className="min-w-0">{label}</span>
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}
