import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { answerText, type Names } from '#forms/answer-text.ts';
import { answerFields, isList, keyOf, labelOf } from '#forms/components.ts';
import type { Change } from '#forms/difference.ts';
import type { AnswerField } from '#forms/document.ts';
import type { Rights } from '#forms/answers.ts';
import { rightOf } from '#forms/rights.ts';
import type { FormSchema } from '#forms/schema.ts';
import { styles } from './styles.ts';

type Props = {
  schema: FormSchema;
  answers: Readonly<Record<string, unknown>>;
  names?: Names;
  rights?: Rights | undefined;
  /** What changed since the reader's last signature (forms/difference.ts), to be marked. */
  changes?: readonly Change[];
  /** In place of an answer's text, by field key: links to attachments, a table of items. */
  slots?: Readonly<Record<string, ReactNode>>;
};

/** A filled-in form to read and to print: only what was answered, in the order of the form. */
export function FormAnswers({ schema, answers, names = {}, rights, changes = [], slots = {} }: Props) {
  const shown = (field: AnswerField) =>
    field.properties?.widget !== 'carried' &&
    rightOf(rights, keyOf(field)) !== 'hidden' &&
    (answers[keyOf(field)] !== undefined || changesOf(field, changes).length > 0);
  const list = (fields: readonly AnswerField[]) => (
    <dl className="grid gap-y-2">
      {fields.map((field) => (
        <div key={field.id} className="grid break-inside-avoid gap-x-4 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="text-muted">{labelOf(field)}</dt>
          <dd className="min-w-0 whitespace-pre-line">
            {slots[keyOf(field)] ?? <AnswerValue field={field} value={answers[keyOf(field)]} names={names} />}
            <Marks changes={changesOf(field, changes)} />
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <div className="grid gap-4">
      {schema.components.map((component) => {
        const fields = answerFields({ ...schema, components: [component] }).filter(shown);
        if (fields.length === 0) return null;
        if (component.type !== 'group') return <div key={component.id}>{list(fields)}</div>;
        return (
          <section key={component.id} className={styles.section}>
            <h3 className={styles.sectionTitle}>{component.label}</h3>
            {list(fields)}
          </section>
        );
      })}
    </div>
  );
}

function AnswerValue({ field, value, names }: { field: AnswerField; value: unknown; names: Names }) {
  const { t } = useTranslation();
  if (isList(field)) return <Rows field={field} value={value} names={names} />;
  return <>{textOf(field, value, names) || t('form.notFilled')}</>;
}

function Rows({ field, value, names }: { field: Extract<AnswerField, { type: 'dynamiclist' }>; value: unknown; names: Names }) {
  const { t } = useTranslation();
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  if (rows.length === 0) return <>{t('form.notFilled')}</>;
  return (
    <ol className="list-decimal pl-5">
      {rows.map((row, index) => (
        <li key={index}>
          {field.components.map((inner) => {
            const cell: unknown =
              typeof row === 'object' && row !== null ? Object.getOwnPropertyDescriptor(row, inner.key)?.value : undefined;
            const text = inner.properties?.widget === 'carried' ? '' : textOf(inner, cell, names);
            if (text === '') return null;
            return (
              <p key={inner.key}>
                {field.components.length > 1 ? <span className="text-muted">{`${labelOf(inner)}${t('common.colon')}`}</span> : null}
                {text}
              </p>
            );
          })}
        </li>
      ))}
    </ol>
  );
}

function Marks({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  return (
    <>
      {changes.map(({ path, before }) => (
        <span key={path} className="border-warn bg-warn-soft text-warn mt-1 block border-l-2 px-2 text-sm">
          <strong className="mr-2">{t('form.changed')}</strong>
          {before === '' ? t('form.changedFromNothing') : t('form.changedFrom', { before })}
        </span>
      ))}
    </>
  );
}

function changesOf(field: AnswerField, changes: readonly Change[]): Change[] {
  const key = keyOf(field);
  return changes.filter(({ path }) => path === key || path.startsWith(`${key}.`));
}

function textOf(field: AnswerField, value: unknown, names: Names): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return answerText(field, value, names);
  return Array.isArray(value)
    ? answerText(
        field,
        value.filter((item) => typeof item === 'string'),
        names,
      )
    : '';
}
