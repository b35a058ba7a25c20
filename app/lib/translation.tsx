import type { i18n as I18n, TFunction } from 'i18next';
import { createContext, useContext, useMemo, type ReactNode } from 'react';

type Translation = { readonly t: TFunction<'app'>; readonly i18n: I18n };

const TranslationContext = createContext<Translation | null>(null);

/** The texts of one language for all that is drawn below: bound once, and not anew in every row of every list. */
export function TranslationProvider({ i18n, children }: { i18n: I18n; children: ReactNode }) {
  const translation = useMemo(() => ({ t: i18n.getFixedT(null, 'app'), i18n }), [i18n]);
  return <TranslationContext.Provider value={translation}>{children}</TranslationContext.Provider>;
}

/** The texts of the page's language. It is chosen with a whole page (preferences), so nothing here waits or changes. */
export function useTranslation(): Translation {
  const translation = useContext(TranslationContext);
  if (translation === null) throw new Error('no language: the page is not drawn within a TranslationProvider');
  return translation;
}
