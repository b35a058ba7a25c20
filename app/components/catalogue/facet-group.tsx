import { useTranslation } from '#app/lib/translation.tsx';
import { facetLabel } from '#app/lib/codes.ts';
import type { Facet, FacetName } from '#server/queries/catalogue.ts';

type FacetGroupProps = { name: FacetName; facets: readonly Facet[]; chosen: readonly string[] };

const SHOWN = 8;

/** Most frequent values first; the rest folds away, but never what has been chosen. */
export function FacetGroup({ name, facets, chosen }: FacetGroupProps) {
  const { t } = useTranslation();
  const first = facets.filter((facet, index) => index < SHOWN || chosen.includes(facet.value));
  const rest = facets.filter((facet) => !first.includes(facet));
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t(`catalogue.facet.${name}`)}</legend>
      {first.map((facet) => (
        <FacetBox key={facet.value} name={name} facet={facet} checked={chosen.includes(facet.value)} />
      ))}
      {rest.length === 0 ? null : (
        <details>
          <summary className="text-accent py-1 text-sm">
            {t('common.more')} ({rest.length})
          </summary>
          {rest.map((facet) => (
            <FacetBox key={facet.value} name={name} facet={facet} checked={false} />
          ))}
        </details>
      )}
    </fieldset>
  );
}

function FacetBox({ name, facet, checked }: { name: FacetName; facet: Facet; checked: boolean }) {
  const { t } = useTranslation();
  return (
    <label className={`flex items-center gap-2 py-0.5 pointer-coarse:py-2.5 ${facet.count === 0 && !checked ? 'text-muted' : ''}`}>
      <input
        type="checkbox"
        key={String(checked)}
        name={name}
        value={facet.value}
        defaultChecked={checked}
        className="accent-accent size-4 shrink-0"
      />
      <span className="min-w-0 flex-1 truncate">{facetLabel(t, name, facet)}</span>
      <span className="text-muted text-xs">{facet.count}</span>
    </label>
  );
}
