import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/lib/translation.tsx';
import { Banner } from '#app/components/ui/banner.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { CsrfField } from '#app/components/ui/csrf-field.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import { draftAddress } from '#app/lib/draft-address.ts';
import type { ImportDetails } from '#server/queries/catalogue-imports.ts';

/** What became of the drafts that were handed in together. */
export type FiledDrafts = {
  readonly filed: readonly { readonly id: string; readonly name: string; readonly number: string }[];
  readonly refused: readonly { readonly id: string; readonly name: string; readonly text: string }[];
};

/** The drafts of an import: opened one by one, or handed in together. */
export function ImportDrafts({
  shown,
  filed,
}: {
  shown: Pick<ImportDetails, 'stored' | 'drafts' | 'moreDrafts'>;
  filed: FiledDrafts | undefined;
}) {
  const { t } = useTranslation();
  const busy = useNavigation().formData?.get('intent') === 'file';
  const { stored, drafts, moreDrafts } = shown;
  return (
    <>
      {filed === undefined ? <Banner tone="ok" title={t('imports.done', { stored })} /> : <Outcome filed={filed} />}
      <Panel flush title={t('imports.drafts')}>
        {drafts.length === 0 ? (
          <EmptyState title={t('imports.allFiled')} />
        ) : (
          <Form method="post" preventScrollReset>
            <CsrfField />
            <input type="hidden" name="intent" value="file" />
            <p className="text-muted px-4 py-2 text-sm">{t('imports.draftsLead')}</p>
            <ul>
              {drafts.map(({ id, name }) => (
                <li key={id} className="border-line flex items-center gap-3 border-t px-4 py-2">
                  <input
                    type="checkbox"
                    name="draft"
                    value={id}
                    defaultChecked
                    aria-label={t('imports.choose', { name })}
                    className="size-4 shrink-0"
                  />
                  <Link to={draftAddress('catalogue-review', `new:${id}`)} className="text-accent min-w-0 break-words underline">
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
            {moreDrafts === 0 ? null : (
              <p className="text-muted border-line border-t px-4 py-2">{t('imports.moreDrafts', { count: moreDrafts })}</p>
            )}
            <div className="border-line flex justify-end border-t p-3">
              <Button type="submit" tone="primary" busy={busy}>
                {t('imports.fileChosen')}
              </Button>
            </div>
          </Form>
        )}
      </Panel>
    </>
  );
}

function Outcome({ filed: { filed, refused } }: { filed: FiledDrafts }) {
  const { t } = useTranslation();
  return (
    <>
      {filed.length === 0 ? null : (
        <Banner tone="ok" announce title={t('imports.filed', { count: filed.length })}>
          <ul>
            {filed.map(({ id, name, number }) => (
              <li key={id}>
                <Link to={`/cases/${id}`} className="underline">
                  {number} {name}
                </Link>
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {refused.length === 0 ? null : (
        <Banner tone="danger" announce title={t('imports.notFiled', { count: refused.length })}>
          <ul>
            {refused.map(({ id, name, text }) => (
              <li key={id}>
                {name}:{text}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {filed.length + refused.length === 0 ? <Banner tone="danger" announce title={t('imports.chooseNone')} /> : null}
    </>
  );
}
