import type { InputOf } from '#forms/document.ts';
import { GroupFrame, useDescription } from '../field-frame.tsx';
import { styles } from '../styles.ts';
import { useInput, useInputId, useStart } from '../use-input.ts';

export function CheckboxInput({ field, path }: { field: InputOf<'checkbox'>; path: string }) {
  const { description, ...bare } = field;
  return (
    <GroupFrame field={bare} path={path}>
      <label className={styles.choice}>
        <input
          {...useInput(path)}
          {...useDescription(bare, path)}
          id={useInputId(path)}
          type="checkbox"
          value="true"
          defaultChecked={useStart(path) === true}
          className={styles.tick}
        />
        <span className="min-w-0">{description ?? field.label}</span>
      </label>
    </GroupFrame>
  );
}
