import { Form, useLocation } from '@remix-run/react';
import { Check, Plus } from 'lucide-react';
import { buttonClass, type ButtonSize } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { useShell } from '#app/lib/shell.tsx';
import { useTranslation } from '#app/lib/translation.tsx';

const FORM = 'basket-marks';

/** Once on every page: the buttons may stand within other forms, and name this one. */
export function BasketForm() {
  const { pathname, search } = useLocation();
  return (
    <Form id={FORM} method="post" action="/basket" replace preventScrollReset>
      <CsrfField />
      <input type="hidden" name="back" value={pathname + search} />
    </Form>
  );
}

/** Collects an entry, or leaves it out again; absent for who may apply for nothing. */
export function BasketButton({ id, name, size = 'normal' }: { id: string; name: string; size?: ButtonSize }) {
  const { t } = useTranslation();
  const basket = useShell()?.basket ?? null;
  if (basket === null) return null;
  const isIn = basket.includes(id);
  const label = t(isIn ? 'basket.isIn' : 'basket.add');
  const Icon = isIn ? Check : Plus;
  return (
    <button
      type="submit"
      form={FORM}
      name={isIn ? 'leaveOut' : 'add'}
      value={id}
      aria-label={`${label}${t('common.colon')}${name}`}
      title={isIn ? t('basket.leaveOut') : undefined}
      className={`${buttonClass(isIn ? 'quiet' : 'secondary', size)} relative z-10`}
    >
      <Icon aria-hidden="true" className="size-4" />
      {label}
    </button>
  );
}
