import { Link } from '@remix-run/react';
import { useEffect, type RefObject } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { buttonClass } from '#app/components/ui/button.tsx';
import type { PhraseView } from '#server/queries/phrases.ts';

type PhrasePickerProps = {
  phrases: readonly PhraseView[];
  /** The opinion's box: a phrase goes to where one was writing in it. */
  box: RefObject<HTMLTextAreaElement | null>;
  onInsert: (text: string) => void;
};

const WITH_A_DIGIT = 9;

/** One's phrases under the opinion: one press puts one in, and Alt with its number does while one writes. */
export function PhrasePicker({ phrases, box, onInsert }: PhrasePickerProps) {
  const { t } = useTranslation();
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    function onKey(event: KeyboardEvent): void {
      const [, digit] = /^(?:Digit|Numpad)([1-9])$/.exec(event.code) ?? [];
      const phrase = event.altKey && !event.ctrlKey && !event.metaKey && digit !== undefined ? phrases[Number(digit) - 1] : undefined;
      if (phrase === undefined) return;
      event.preventDefault();
      onInsert(insertedInto(box.current, phrase.text));
    }
    element.addEventListener('keydown', onKey);
    return () => element.removeEventListener('keydown', onKey);
  }, [phrases, box, onInsert]);

  if (phrases.length === 0) return null;
  return (
    <div role="group" aria-label={t('people.phrases.insert')} className="mt-1 flex max-h-20 flex-wrap items-center gap-1 overflow-y-auto">
      {phrases.map(({ id, text }, index) => (
        <button
          key={id}
          type="button"
          title={text}
          aria-keyshortcuts={index < WITH_A_DIGIT ? `Alt+${index + 1}` : undefined}
          className={`${buttonClass('secondary', 'small')} max-w-56 font-normal`}
          onClick={() => onInsert(insertedInto(box.current, text))}
        >
          {index < WITH_A_DIGIT ? (
            <span aria-hidden="true" className="text-muted font-mono text-xs">
              {index + 1}
            </span>
          ) : null}
          <span className="truncate">{text}</span>
        </button>
      ))}
      <Link to="/admin/phrases" title={t('people.phrases.insertHint')} className="text-accent px-1 text-sm underline">
        {t('people.phrases.more')}
      </Link>
    </div>
  );
}

/** The text with the phrase where the cursor stands, in place of what is selected; the cursor goes behind it. */
function insertedInto(box: HTMLTextAreaElement | null, phrase: string): string {
  if (box === null) return phrase;
  const { value, selectionStart, selectionEnd } = box;
  const untouched = document.activeElement !== box && selectionStart === 0 && selectionEnd === 0;
  const [from, to] = untouched ? [value.length, value.length] : [selectionStart, selectionEnd];
  const behind = from + phrase.length;
  // After the new text is drawn, or the box would put its cursor at the end.
  requestAnimationFrame(() => {
    box.focus();
    box.setSelectionRange(behind, behind);
  });
  return value.slice(0, from) + phrase + value.slice(to);
}
