import type { InputOf } from '#forms/document.ts';
import { GroupFrame } from '../field-frame.tsx';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStartText } from '../use-input.ts';
import { useChoices } from './choices.ts';

export function RadioInput({ field, path }: { field: InputOf<'radio'>; path: string }) {
  const id = useInputId(path);
  const start = useStartText(path);
  const input = useInput(path);
  return (
    <GroupFrame field={field} path={path}>
      <div className="grid gap-1 sm:flex sm:flex-wrap sm:gap-2">
        {useChoices(field).map(({ value, label }, index) => (
          <label key={value} className={styles.choice}>
            <input
              {...input}
              id={index === 0 ? id : `${id}-${value}`}
              type="radio"
              value={value}
              defaultChecked={value === start}
              className={styles.tick}
            />
            <span className="min-w-0">{label}</span>
          </label>
        ))}
      </div>
    </GroupFrame>
  );
}
