import { useTranslation } from '#app/lib/translation.tsx';
import { roleName } from '#app/lib/codes.ts';
import { Badge, type Shape, type Tone } from '#app/components/ui/badge.tsx';
import { Panel } from '#app/components/ui/panel.tsx';
import type { SignerView } from '#server/queries/task-operations.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

const LOOKS: Readonly<Record<SignerView['state'], { tone: Tone; shape: Shape }>> = {
  waiting: { tone: 'neutral', shape: 'pause' },
  due: { tone: 'accent', shape: 'ring' },
  signed: { tone: 'ok', shape: 'check' },
};

/** Who signs this step, in their order, and how far they are. */
export function Signers({ signers }: { signers: readonly SignerView[] }) {
  const { t } = useTranslation();
  if (signers.length === 0) return null;
  return (
    <Panel title={t('work.signers')}>
      <ol className="grid gap-2">
        {signers.map((signer) => (
          <li key={signer.id} className="flex items-start justify-between gap-2">
            <div className="min-w-0">
              <p>
                {signer.posts.map(({ organisation, role }) => `${organisation} ${roleName(t, role)}`).join(t('common.separator'))}
                {signer.place === 'drawn' ? null : <span className="text-muted"> · {t(`work.added.${signer.place}`)}</span>}
              </p>
              <Hand signer={signer} />
            </div>
            {signer.outcome === null ? (
              <Badge {...LOOKS[signer.state]}>{t(`work.signerState.${signer.state}`)}</Badge>
            ) : (
              <OutcomeBadge outcome={signer.outcome} />
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Hand({ signer }: { signer: SignerView }) {
  const { t } = useTranslation();
  if (signer.holder === null) return null;
  return (
    <p className="text-muted text-sm">
      {signer.state === 'due' ? t('work.holds', { name: signer.holder }) : signer.holder}
      {signer.delegate === null ? null : ` · ${t('work.delegated', { name: signer.delegate })}`}
    </p>
  );
}
