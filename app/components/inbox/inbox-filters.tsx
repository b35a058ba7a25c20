import { Form, Link, useSubmit } from '@remix-run/react';
import { SlidersHorizontal, X } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { inboxSearch, isFiltered, type InboxView } from '#app/lib/inbox-filter.ts';
import { Button, buttonClass } from '#app/components/ui/button.tsx';
import { inputClass } from '#app/components/ui/field.tsx';
import { SearchBox } from '#app/components/ui/search-box.tsx';

type InboxFiltersProps = { filter: InboxView; processes: readonly { key: string; name: string }[] };

/** A plain GET form: with scripts it submits as one chooses, without them there is a button. */
export function InboxFilters({ filter, processes }: InboxFiltersProps) {
  const { t } = useTranslation();
  const submit = useSubmit();
  function applyNow(event: FormEvent<HTMLElement & { form: HTMLFormElement | null }>): void {
    submit(event.currentTarget.form, { preventScrollReset: true });
  }
  return (
    <>
      <Form action="/inbox" role="search" className="border-line flex items-center gap-2 border-b p-2">
        {filter.box === 'todo' ? null : <input type="hidden" name="box" value={filter.box} />}
        <SearchBox key={filter.q} name="q" label={t('inbox.search')} defaultValue={filter.q} />
        <details className="relative">
          <summary aria-label={t('inbox.filter')} className={buttonClass('secondary', 'icon')}>
            <SlidersHorizontal aria-hidden="true" className="size-4" />
          </summary>
          <div className="bg-surface border-line shadow-raised absolute top-full right-0 z-20 mt-1 grid w-64 gap-3 rounded-lg border p-3">
            <Choice
              name="process"
              label={t('inbox.process')}
              value={filter.process}
              onChange={applyNow}
              options={[{ value: '', label: t('inbox.allProcesses') }, ...processes.map(({ key, name }) => ({ value: key, label: name }))]}
            />
            <Choice
              name="sort"
              label={t('inbox.sort')}
              value={filter.sort}
              onChange={applyNow}
              options={(['due', 'newest'] as const).map((value) => ({ value, label: t(`inbox.sorts.${value}`) }))}
            />
            <label className="flex items-center gap-2 pointer-coarse:py-2">
              <input
                type="checkbox"
                name="overdue"
                value="1"
                checked={filter.overdue}
                onChange={applyNow}
                className="accent-accent size-4"
              />
              {t('inbox.overdueOnly')}
            </label>
            <noscript>
              <Button type="submit">{t('common.apply')}</Button>
            </noscript>
          </div>
        </details>
      </Form>
      <ActiveFilters filter={filter} processes={processes} />
    </>
  );
}

type ChoiceProps = {
  name: string;
  label: string;
  value: string;
  onChange: (event: FormEvent<HTMLSelectElement>) => void;
  options: readonly { value: string; label: string }[];
};

function Choice({ name, label, value, onChange, options }: ChoiceProps) {
  return (
    <label className="grid gap-1">
      <span className="text-muted text-sm">{label}</span>
      <select name={name} value={value} onChange={onChange} className={`${inputClass} h-8 pointer-coarse:h-11`}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What narrows the list is always written above it, each with a way to take it off. */
function ActiveFilters({ filter, processes }: InboxFiltersProps) {
  const { t } = useTranslation();
  if (!isFiltered(filter)) return null;
  const process = processes.find(({ key }) => key === filter.process);
  return (
    <p className="border-line flex flex-wrap gap-1.5 border-b px-2 py-1.5">
      {filter.q === '' ? null : <Chip to={inboxSearch({ ...filter, q: '' })} label={`“${filter.q}”`} />}
      {filter.overdue ? <Chip to={inboxSearch({ ...filter, overdue: false })} label={t('inbox.overdueOnly')} /> : null}
      {filter.process === '' ? null : <Chip to={inboxSearch({ ...filter, process: '' })} label={process?.name ?? filter.process} />}
    </p>
  );
}

function Chip({ to, label }: { to: string; label: string }) {
  const { t } = useTranslation();
  return (
    <Link
      to={to}
      aria-label={t('inbox.without', { filter: label })}
      className="bg-accent-soft text-accent inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm no-underline"
    >
      {label}
      <X aria-hidden="true" className="size-3.5" />
    </Link>
  );
}
