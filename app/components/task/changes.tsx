import { useTranslation } from '#app/lib/translation.tsx';
import type { Change } from '#server/domain/refusal.ts';
import { Banner } from '#app/components/ui/banner.tsx';

/** What I sign is what I saw: every difference stands there with what it was before. */
export function Changes({
  changes,
  title,
  text,
  announce = false,
}: {
  changes: readonly Change[];
  title: string;
  text?: string;
  announce?: boolean;
}) {
  return (
    <Banner tone="warn" title={title} announce={announce}>
      {text === undefined ? null : <p>{text}</p>}
      <ChangeList changes={changes} />
    </Banner>
  );
}

/** Each difference with what stood there before. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  return (
    <dl className="mt-1 grid gap-2">
      {changes.map((change) => (
        <div key={change.path}>
          <dt className="font-medium">{change.label}</dt>
          <dd className="grid gap-x-4 @2xl:grid-cols-2">
            <span className="text-muted">
              {t('common.before')}
              {t('common.colon')}
              <del>{change.before === '' ? t('common.none') : change.before}</del>
            </span>
            <span>
              {t('common.after')}
              {t('common.colon')}
              <ins className="no-underline">{change.after === '' ? t('common.none') : change.after}</ins>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
