import type { BackPlace } from '#server/domain/going-back.ts';
import { movesIn } from '#server/domain/way.ts';
import type { CaseRows } from './case-rows.ts';
import type { Release } from './reference.ts';

/** What a case says about the way back. */
export function backPlaceOf(
  { definition, startForm }: Release,
  { applicantId, facts }: Pick<CaseRows['head'], 'applicantId' | 'facts'>,
  { events, decisions }: Pick<CaseRows, 'events' | 'decisions'>,
): BackPlace {
  return { definition, startForm, applicantId, facts: { ...facts }, record: movesIn(events), signed: decisions };
}
