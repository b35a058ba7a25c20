import { LinkButton } from '#app/components/ui/link-button.tsx';
import type { StartOn } from '#server/queries/starts-on.ts';

/** What may be started here, one button each; `about` is the query that names the thing. */
export function StartLinks({ starts, about }: { starts: readonly StartOn[]; about: string }) {
  return starts.map(({ process, title }) => (
    <LinkButton key={process} to={`/start/${process}${about}`}>
      {title}
    </LinkButton>
  ));
}
