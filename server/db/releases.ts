import type { EntityManager } from '@mikro-orm/postgresql';
import { releasedContentHash } from '#server/domain/release.ts';
import type { Released } from '#server/domain/release.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import type { Signed } from '#server/domain/duties.ts';
import { isReleasable } from '#server/domain/opening.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { rows } from './orm.ts';

/** The number of the confidentiality decision that is valid for the entry as it is now; null where there is none (invariant I1). */
export async function validReleaseOf(em: EntityManager, entry: Released): Promise<string | null> {
  const [found] = await rows<{ number: string }>(em, 'select number from imported_release where entry_id = ? and content_hash = ?', [
    entry.id,
    releasedContentHash(entry),
  ]);
  return found?.number ?? null;
}

/** Why this opening is not covered by a confidentiality decision that is valid now (invariant I1); null when it is. */
export async function refuseRelease(
  em: EntityManager,
  entry: Released,
  definition: ProcessDefinition,
  decisions: readonly Signed[],
): Promise<Refusal | null> {
  if (!isReleasable(definition, decisions)) return refuse('wrong_state', { reason: 'release_withheld' });
  return (await validReleaseOf(em, entry)) === null ? refuse('wrong_state', { reason: 'no_valid_release' }) : null;
}
