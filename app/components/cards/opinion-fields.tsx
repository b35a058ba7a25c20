import { useTranslation } from '#app/lib/translation.tsx';
import { TextAreaField, TextField } from '#app/components/ui/field.tsx';
import type { Refused } from '#app/lib/respond.ts';
import { typedText } from '#app/lib/typed-text.ts';
import type { Card } from '#server/queries/cards.ts';

type OpinionFieldsProps = { requires: Card['outcomes'][number]['requires'] | undefined; refused: Refused | undefined };

/** The words of a signature: opinion and basis, as far as the chosen outcome asks for them. */
export function OpinionFields({ requires, refused }: OpinionFieldsProps) {
  const { t } = useTranslation();
  const errors = refused?.fields ?? {};
  return (
    <>
      <TextAreaField
        id="opinion"
        name="opinion"
        rows={2}
        maxLength={4000}
        label={requires?.reason ? t('task.opinionReason') : t('task.opinion')}
        required={requires?.reason}
        error={errors['opinion']}
        defaultValue={typedText(refused, '_opinion')}
      />
      <div className={requires?.basis ? '' : 'hidden noscript:block'}>
        <TextField
          id="basis"
          name="basis"
          maxLength={1000}
          label={t('task.basis')}
          hint={t('task.basisHint')}
          required={requires?.basis}
          error={errors['basis']}
          defaultValue={typedText(refused, '_basis')}
        />
      </div>
    </>
  );
}
