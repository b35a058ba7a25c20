import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/lib/translation.tsx';
import { BasketButton } from '#app/components/basket/basket-button.tsx';
import { CaseStateBadge } from '#app/components/case/case-state-badge.tsx';
import { LevelBadge, ShareTypeBadge } from '#app/components/catalogue/class-badges.tsx';
import { DateTime } from '#app/components/ui/date-time.tsx';
import { Marked } from '#app/components/ui/marked.tsx';
import { LIST_ITEM } from '#app/lib/keyboard.ts';
import { searchAddress } from '#app/lib/search-filter.ts';
import type { CaseHit, EntryHit, Hit, OrganisationHit } from '#server/queries/search.ts';

export function HitRow({ hit, q }: { hit: Hit; q: string }) {
  switch (hit.kind) {
    case 'case':
      return <CaseRow hit={hit} q={q} />;
    case 'entry':
      return <EntryRow hit={hit} q={q} />;
    case 'organisation':
      return <OrganisationRow hit={hit} q={q} />;
    default:
      return hit satisfies never;
  }
}

function CaseRow({ hit, q }: { hit: CaseHit; q: string }) {
  const { t } = useTranslation();
  const { applicant, provider } = hit;
  const person = hit.filedBy || t('caseFile.begunBySystem');
  return (
    <Row to={`/cases/${hit.id}`} hit={hit} q={q} marks={<CaseStateBadge state={hit.state} />}>
      <Marked text={hit.number} words={q} /> · <Marked text={t('search.by', { applicant, provider, person })} words={q} /> ·{' '}
      <DateTime value={hit.filedAt} precision="day" />
    </Row>
  );
}

function EntryRow({ hit, q }: { hit: EntryHit; q: string }) {
  const marks = (
    <>
      <ShareTypeBadge type={hit.shareType} />
      <LevelBadge level={hit.level} />
      {hit.canApply ? <BasketButton id={hit.id} name={hit.title} size="small" /> : null}
    </>
  );
  return (
    <Row to={`/catalogue/${hit.id}`} hit={hit} q={q} marks={marks}>
      <Marked text={hit.number} words={q} /> · <Marked text={hit.provider} words={q} />
    </Row>
  );
}

function OrganisationRow({ hit, q }: { hit: OrganisationHit; q: string }) {
  const { t } = useTranslation();
  return (
    <Row to={`/catalogue?provider=${hit.id}`} hit={hit} q={q} marks={null}>
      <Marked text={hit.shortName} words={q} /> · {hit.number} ·{' '}
      <Link to={searchAddress(hit.title, 'case')} className="relative z-10">
        {t('search.casesOf')}
      </Link>
    </Row>
  );
}

type RowProps = { to: string; hit: Hit; q: string; marks: ReactNode; children: ReactNode };

function Row({ to, hit, q, marks, children }: RowProps) {
  return (
    <li className="border-line hover:bg-sunken relative border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link to={to} prefetch="intent" {...LIST_ITEM} className="text-ink hover:text-accent font-medium after:absolute after:inset-0">
          <Marked text={hit.title} words={q} />
        </Link>
        <span className="flex items-center gap-3">{marks}</span>
      </div>
      <p className="text-muted mt-0.5 text-sm">{children}</p>
    </li>
  );
}
