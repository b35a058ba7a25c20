import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';

export function RetryButton({ kind, id }: { kind: 'incident' | 'message' | 'notice'; id: string }) {
  const { t } = useTranslation();
  const { formData } = useNavigation();
  return (
    <Form method="post" preventScrollReset>
      <CsrfField />
      <input type="hidden" name="kind" value={kind} />
      <Button type="submit" name="id" value={id} size="small" busy={formData?.get('id') === id}>
        {t('operations.retry')}
      </Button>
    </Form>
  );
}
