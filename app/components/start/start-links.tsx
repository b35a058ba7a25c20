import { LinkButton } from '#app/components/ui/link-button.tsx';
import type { StartOn } from '#server/queries/starts-on.ts';

/** Applied for on pages of their own, which their own buttons lead to. */
const OWN_PAGES: readonly string[] = ['conditional-share', 'directional-open'];

/** What may be started here, one button each; `about` is the query that names the thing. */
export function StartLinks({ starts, about }: { starts: readonly StartOn[]; about: string }) {
  return starts
    .filter(({ process }) => !OWN_PAGES.includes(process))
    .map(({ process, title }) => (
      <LinkButton key={process} to={`/start/${process}${about}`}>
        {title}
      </LinkButton>
    ));
}
