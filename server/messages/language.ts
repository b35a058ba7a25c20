export type Language = 'zh-CN' | 'en';

/** English only for who asks for it before Chinese; Chinese otherwise, as on the screens. */
export function wantedLanguage(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = Number(
      parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? '1',
    );
    return { tag, weight: Number.isNaN(weight) ? 0 : weight };
  });
  const known = wanted.filter(({ tag, weight }) => weight > 0 && /^(zh|en)\b/.test(tag)).sort((a, b) => b.weight - a.weight)[0];
  return known?.tag.startsWith('en') ? 'en' : 'zh-CN';
}
