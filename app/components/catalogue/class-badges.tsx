import { useTranslation } from '#app/lib/translation.tsx';
import type { ItemFlag, ShareType } from '#server/domain/catalogue.ts';
import { levelName } from '#app/lib/codes.ts';
import { Badge, type Shape, type Tone } from '#app/components/ui/badge.tsx';

const SHARE = {
  unconditional: { tone: 'ok', shape: 'check' },
  conditional: { tone: 'warn', shape: 'ring' },
  not_shared: { tone: 'danger', shape: 'cross' },
} as const satisfies Record<ShareType, { tone: Tone; shape: Shape }>;

export function ShareTypeBadge({ type }: { type: ShareType }) {
  const { t } = useTranslation();
  return <Badge {...SHARE[type]}>{t(`codes.shareType.${type}`)}</Badge>;
}

/** The data are past their update cycle. */
export function OverdueBadge() {
  const { t } = useTranslation();
  return (
    <Badge tone="warn" shape="alert">
      {t('catalogue.overdue')}
    </Badge>
  );
}

/** Four bars beside the word, as the level is compared down a column at a glance. */
export function LevelBadge({ level }: { level: number }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span aria-hidden="true" className="inline-flex items-end gap-px">
        {([1, 2, 3, 4] as const).map((step) => (
          <span
            key={step}
            className={`w-1 ${['h-1.5', 'h-2', 'h-2.5', 'h-3'][step - 1]} ${step <= level ? (level >= 3 ? 'bg-danger' : 'bg-accent') : 'bg-line'}`}
          />
        ))}
      </span>
      <span className={level >= 3 ? 'text-danger font-medium' : undefined}>{levelName(t, level)}</span>
    </span>
  );
}

/** Its values are being verified, so whoever uses them should know. */
export function DoubtBadge() {
  const { t } = useTranslation();
  return <Badge tone="warn">{t('catalogue.doubted')}</Badge>;
}

export function ItemFlags({ flags, doubted }: { flags: readonly ItemFlag[]; doubted: boolean }) {
  const { t } = useTranslation();
  if (flags.length === 0 && !doubted) return null;
  return (
    <span className="flex flex-wrap gap-1">
      {doubted ? <DoubtBadge /> : null}
      {flags.map((flag) => (
        <Badge
          key={flag}
          tone={flag === 'sensitive_personal' ? 'danger' : flag === 'personal' || flag === 'business_secret' ? 'warn' : 'neutral'}
        >
          {t(`codes.flag.${flag}`)}
        </Badge>
      ))}
    </span>
  );
}
