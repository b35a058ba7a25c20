import { useTranslation } from '#app/lib/translation.tsx';
import { inputClass } from '#app/components/ui/field.tsx';

/** What was typed when the session ended under somebody's hands: shown back, so that it can be copied even without scripts. */
export function KeptText({ texts }: { texts: readonly string[] }) {
  const { t } = useTranslation();
  if (texts.length === 0) return null;
  return (
    <div className="mt-6 grid gap-2">
      <h2 className="font-semibold">{t('errors.expiredKept')}</h2>
      {texts.map((text, index) => (
        <textarea
          key={index}
          readOnly
          rows={3}
          defaultValue={text}
          aria-label={t('errors.expiredKept')}
          className={`${inputClass} py-1.5`}
        />
      ))}
    </div>
  );
}
