import { useState } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useTranslation } from '#app/lib/translation.tsx';
import { labelOf, propertyNumber } from '#forms/components.ts';
import type { Answer } from '#forms/answers.ts';
import type { InputField, ListField } from '#forms/document.ts';
import { inputName } from '#forms/form-data.ts';
import { answerText } from '#forms/answer-text.ts';
import { keepsRows, rowRightOf } from '#forms/rights.ts';
import { isHidden, scopeOf } from '#forms/visibility.ts';
import { Messages, RequiredMark } from '../field-frame.tsx';
import { FormViewContext, useFormView } from '../form-context.ts';
import { styles } from '../styles.ts';
import { useHydrated } from '../use-hydrated.ts';
import { useInputId } from '../use-input.ts';
import { blankRow } from '../values.ts';
import { FieldInput } from './field-input.tsx';

// Without scripts no row can be added, so some stand ready; rows left blank are dropped on arrival.
const spareRows = 3;

/** A list of rows, such as what must be corrected. */
export function RowList({ list, path }: { list: ListField; path: string }) {
  const { t } = useTranslation();
  const { form } = useFormView();
  const { fields, append, remove } = useFieldArray({ control: form.methods.control, name: inputName(path) });
  const [said, setSaid] = useState('');
  const scripted = useHydrated();
  const most = propertyNumber(list, 'max', 50);
  const least = Math.max(1, propertyNumber(list, 'min', 0));
  const fixed = list.allowAddRemove === false || keepsRows(form.context.rights, list.path);
  return (
    <fieldset id={useInputId(path)} tabIndex={-1}>
      <legend className={styles.label}>
        {list.label}
        {propertyNumber(list, 'min', 0) > 0 ? <RequiredMark /> : null}
      </legend>
      <ol className="grid gap-3">
        {fields.map((row, index) => (
          <li
            key={row.id}
            className={`border-line grid gap-2 border-l-2 pl-3 ${list.properties?.widget === 'table' ? 'sm:grid-cols-2 @4xl:grid-cols-4' : ''}`}
          >
            <RowInputs list={list} path={`${path}.${index}`} number={index + 1} />
            {fixed || fields.length <= least || !scripted ? null : (
              <button
                type="button"
                className={`${styles.quiet} justify-self-start`}
                onClick={() => {
                  remove(index);
                  setSaid(t('form.rowRemoved', { number: index + 1 }));
                }}
              >
                {t('form.removeRow', { number: index + 1 })}
              </button>
            )}
          </li>
        ))}
        {fixed || scripted ? null : <SpareRows list={list} path={path} from={fields.length} />}
      </ol>
      <Messages path={path} />
      {fixed || !scripted || fields.length >= most ? null : (
        <button
          type="button"
          className={styles.quiet}
          onClick={() => {
            append(blankRow(list));
            setSaid(t('form.rowAdded', { number: fields.length + 1 }));
          }}
        >
          {t('form.addRow')}
        </button>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  );
}

function SpareRows({ list, path, from }: { list: ListField; path: string; from: number }) {
  const view = useFormView();
  return (
    <FormViewContext.Provider value={{ ...view, spare: true }}>
      {Array.from({ length: spareRows }, (_, spare) => from + spare).map((index) => (
        <li key={index} className={styles.covered}>
          <RowInputs list={list} path={`${path}.${index}`} number={index + 1} />
        </li>
      ))}
    </FormViewContext.Provider>
  );
}

function RowInputs({ list, path, number }: { list: ListField; path: string; number: number }) {
  const { t } = useTranslation();
  const { form } = useFormView();
  const held: unknown = form.methods.getValues(inputName(path));
  const scope = scopeOf(typeof held === 'object' && held !== null ? { ...held } : {}, form.context);
  return (
    <>
      <span className={`text-muted text-sm ${styles.row}`}>{t('form.row', { number })}</span>
      {list.components.map((field) => (
        <div key={field.id} className={isHidden(form.schema, field, scope) ? styles.covered : isCarried(field) ? 'contents' : undefined}>
          {rowRightOf(form.context.rights, list.path, field.key) === 'edit' ? (
            <FieldInput field={field} path={`${path}.${field.key}`} />
          ) : (
            <FixedCell field={field} value={storedCell(form.context.stored?.[list.path], number - 1, field.key)} />
          )}
        </div>
      ))}
    </>
  );
}

/** What the form takes along unseen has no place in the row. */
function isCarried(field: InputField): boolean {
  return field.properties?.widget === 'carried';
}

/** What may only be read of a row. An id that the form takes along says nothing to anybody. */
function FixedCell({ field, value }: { field: InputField; value: Answer | undefined }) {
  const { names } = useFormView();
  const text = answerText(field, value, names);
  if (text === '' || isCarried(field)) return null;
  return (
    <>
      <span className="text-muted text-sm">{labelOf(field)}</span>
      <span className="block font-medium">{text}</span>
    </>
  );
}

function storedCell(rows: Answer | undefined, index: number, key: string): Answer | undefined {
  const row = Array.isArray(rows) ? rows[index] : undefined;
  return typeof row === 'object' ? row[key] : undefined;
}
