import { useMemo, type ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { answerText, type Names } from '#forms/answer-text.ts';
import { keyOf, labelOf } from '#forms/components.ts';
import type { AnswerField, FormField } from '#forms/document.ts';
import { rightOf } from '#forms/rights.ts';
import { isHidden, scopeOf, visibleFields } from '#forms/visibility.ts';
import { FieldInput } from './fields/field-input.tsx';
import { RowList } from './fields/row-list.tsx';
import { FormViewContext, useFormView, type FormView, type PickerItem } from './form-context.ts';
import { RichText } from './rich-text.tsx';
import { styles } from './styles.ts';
import type { AnswerForm } from './use-answer-form.ts';

type Props = {
  form: AnswerForm;
  names?: Names;
  items?: Readonly<Record<string, readonly PickerItem[]>>;
  slots?: Readonly<Record<string, ReactNode>>;
  warnings?: Readonly<Record<string, readonly string[]>>;
  upload?: { url: string; csrf: string };
};

const none = {};

/**
 * The inputs of a form, for use inside a Remix <Form noValidate onSubmit={form.onSubmit}>. Every input is native and
 * named (forms/form-data.ts reads the post), so the form works before and without scripts. What is wrong (form.problems)
 * the page says above everything.
 */
export function FormFields({ form, names = none, items = none, slots = none, warnings = none, upload }: Props) {
  const view = useMemo<FormView>(
    () => ({ form, names, items, slots, warnings, upload, spare: false }),
    [form, names, items, slots, warnings, upload],
  );
  return (
    <FormViewContext.Provider value={view}>
      <div id={form.id} key={form.edition} className={styles.grid}>
        {form.schema.components.map((component) => (
          <Component key={component.id} component={component} />
        ))}
      </div>
    </FormViewContext.Provider>
  );
}

function Component({ component }: { component: FormField }) {
  const { form, slots } = useFormView();
  switch (component.type) {
    case 'group': {
      const shown = component.components.filter((child) => !isAnswer(child) || isReadable(form, child));
      const seen = component.components.some((child) => isAnswer(child) && form.visible.has(keyOf(child)));
      if (shown.length === 0) return null;
      return (
        <section
          aria-labelledby={`${form.id}-${component.id}`}
          className={`${styles.whole} ${styles.section} ${seen ? '' : styles.covered}`}
        >
          <h3 id={`${form.id}-${component.id}`} className={styles.sectionTitle}>
            {component.label}
          </h3>
          <div className={styles.grid}>
            {shown.map((child) => (
              <Component key={child.id} component={child} />
            ))}
          </div>
        </section>
      );
    }
    case 'text': {
      const slot = slots[component.id] ?? (component.properties?.widget ? slots[component.properties.widget] : undefined);
      const covered = isHidden(form.schema, component, scopeOf(form.answersNow(), form.context));
      return <div className={`${styles.whole} ${covered ? styles.covered : ''}`}>{slot ?? <RichText text={component.text} />}</div>;
    }
    case 'separator':
      return <hr className={`${styles.whole} border-line`} />;
    case 'spacer':
      return <div aria-hidden className={styles.whole} style={{ height: component.height ?? 16 }} />;
    default:
      return isReadable(form, component) ? <AnswerSlot field={component} /> : null;
  }
}

function AnswerSlot({ field }: { field: AnswerField }) {
  const { form } = useFormView();
  const key = keyOf(field);
  const width = (field.layout?.columns ?? 16) <= 8 ? styles.half : styles.whole;
  const edited = field.type !== 'expression' && rightOf(form.context.rights, key) === 'edit';
  return (
    <div className={`${width} ${form.visible.has(key) ? '' : styles.covered}`}>
      {!edited ? (
        <FixedAnswer field={field} />
      ) : field.type === 'dynamiclist' ? (
        <RowList list={field} path={key} />
      ) : (
        <FieldInput field={field} path={key} />
      )}
    </div>
  );
}

// What may only be read here, and what the form works out by itself.
function FixedAnswer({ field }: { field: AnswerField }) {
  const { t } = useTranslation();
  const { form, names } = useFormView();
  const { answers } = visibleFields(form.schema, { ...form.answersNow(), ...form.context.stored }, form.context);
  const value = answers[keyOf(field)];
  const known =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value) ? value : undefined;
  return (
    <>
      <p className={styles.label}>{labelOf(field)}</p>
      <p className="whitespace-pre-line">{answerText(field, known, names) || t('form.notFilled')}</p>
    </>
  );
}

function isAnswer(component: FormField): component is AnswerField {
  return component.type !== 'text' && component.type !== 'separator' && component.type !== 'spacer' && component.type !== 'group';
}

function isReadable(form: AnswerForm, field: AnswerField): boolean {
  return rightOf(form.context.rights, keyOf(field)) !== 'hidden';
}
