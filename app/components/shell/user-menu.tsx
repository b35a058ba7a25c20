import { Form, Link, useLocation, useNavigation } from '@remix-run/react';
import { ChevronDown, Keyboard, LogOut, UserRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { buttonClass } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { roleName } from '#app/lib/codes.ts';
import { LANGUAGES } from '#app/lib/language.ts';
import { THEMES } from '#app/lib/preferences.ts';
import { useShell } from '#app/lib/shell.tsx';
import { openKeyboardHelp } from './keyboard.tsx';

/** A disclosure and plain forms: who I am, for whom I act, and my settings are there without scripts too. */
export function UserMenu() {
  const { t } = useTranslation();
  const shell = useShell();
  const details = useCloseOnLeave();
  if (shell === undefined) return null;
  const { actor } = shell;
  return (
    <details ref={details} className="relative shrink-0">
      <summary
        aria-label={actor === null ? t('shell.account') : t('shell.accountOf', { name: actor.name })}
        className="hover:bg-sunken flex items-center gap-2 rounded-md px-2 py-1 pointer-coarse:py-2"
      >
        <UserRound aria-hidden="true" className="text-muted size-5" />
        {actor === null ? null : (
          <span className="max-w-56 text-left leading-tight max-xl:hidden">
            <span className="block truncate text-sm font-medium">{actor.name}</span>
            <span className="text-muted block truncate text-xs">{actor.organisation}</span>
          </span>
        )}
        <ChevronDown aria-hidden="true" className="text-muted size-4" />
      </summary>
      <div className="bg-surface border-line shadow-raised absolute top-full right-0 z-40 mt-1 w-72 rounded-lg border p-3">
        {actor === null ? null : (
          <div className="border-line mb-3 border-b pb-3">
            <p className="font-medium">{actor.name}</p>
            <p className="text-muted text-sm">{actor.organisation}</p>
            <p className="text-muted mt-1 text-sm">
              {t('shell.roles')}
              {t('common.colon')}
              {actor.roles.map((role) => roleName(t, role)).join(t('common.separator'))}
            </p>
          </div>
        )}
        {actor === null ? null : (
          <p className="mb-3 flex gap-4">
            <Link to="/admin/deputies" className="text-accent underline">
              {t('people.deputies.title')}
            </Link>
            <Link to="/admin/phrases" className="text-accent underline">
              {t('people.phrases.title')}
            </Link>
          </p>
        )}
        <Preferences language={shell.language} theme={shell.theme} />
        <div className="border-line mt-3 flex flex-wrap gap-2 border-t pt-3">
          {actor === null ? null : (
            <>
              <button type="button" className={buttonClass('secondary')} onClick={openKeyboardHelp}>
                <Keyboard aria-hidden="true" className="size-4" />
                {t('shell.keys')}
              </button>
              <Form method="post" action="/sign-out">
                <CsrfField />
                <button className={buttonClass('secondary')}>
                  <LogOut aria-hidden="true" className="size-4" />
                  {t('shell.signOut')}
                </button>
              </Form>
            </>
          )}
        </div>
      </div>
    </details>
  );
}

function Preferences({ language, theme }: { language: string; theme: string }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  return (
    // A full page load on purpose: the other language's texts come with it.
    <form method="post" action="/preferences" className="grid gap-3">
      <CsrfField />
      <input type="hidden" name="back" value={pathname + search} />
      <Segments
        legend={t('shell.language')}
        name="language"
        current={language}
        options={LANGUAGES.map((value) => ({ value, label: t(`shell.languages.${value}`) }))}
      />
      <Segments
        legend={t('shell.theme')}
        name="theme"
        current={theme}
        options={THEMES.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
      />
    </form>
  );
}

type SegmentsProps = { legend: string; name: string; current: string; options: readonly { value: string; label: string }[] };

function Segments({ legend, name, current, options }: SegmentsProps) {
  return (
    <fieldset>
      <legend className="text-muted mb-1 text-sm">{legend}</legend>
      <div className="flex gap-1">
        {options.map(({ value, label }) => (
          <button
            key={value}
            name={name}
            value={value}
            aria-pressed={value === current}
            className={`${buttonClass(value === current ? 'primary' : 'secondary', 'small')} flex-1 justify-center`}
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Closes on Escape, on a press outside and when another page comes. */
function useCloseOnLeave() {
  const details = useRef<HTMLDetailsElement>(null);
  const { state } = useNavigation();
  useEffect(() => {
    if (state === 'loading' && details.current !== null) details.current.open = false;
  }, [state]);
  useEffect(() => {
    function onPointer(event: PointerEvent): void {
      const menu = details.current;
      if (menu?.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
    }
    function onKey(event: KeyboardEvent): void {
      const menu = details.current;
      if (event.key !== 'Escape' || !menu?.open) return;
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return details;
}
