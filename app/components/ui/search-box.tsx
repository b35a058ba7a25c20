import { Search } from 'lucide-react';
import { inputClass } from './field.tsx';

type SearchBoxProps = {
  name: string;
  label: string;
  defaultValue: string;
  className?: string;
  /** Searches everything: `/` goes to it; to the box of a list goes `f`. */
  everywhere?: boolean;
  list?: string;
};

export function SearchBox({ name, label, defaultValue, className = '', everywhere = false, list }: SearchBoxProps) {
  return (
    <div className={`relative min-w-0 flex-1 ${className}`}>
      <Search aria-hidden="true" className="text-muted pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2" />
      <input
        type="search"
        name={name}
        data-search={everywhere ? 'everywhere' : 'list'}
        list={list}
        aria-label={label}
        placeholder={label}
        defaultValue={defaultValue}
        enterKeyHint="search"
        className={`${inputClass} h-8 pl-8 pointer-coarse:h-11`}
      />
    </div>
  );
}
