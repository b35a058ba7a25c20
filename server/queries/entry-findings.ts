import type { Answers } from '#forms/answers.ts';
import { may } from '#server/auth/ability.ts';
import { readRegister } from '#server/db/catalogue-register.ts';
import { readEntry } from '#server/db/case-rows.ts';
import type { Db } from '#server/db/transact.ts';
import { organisationFor } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { checkEntry } from '#server/domain/catalogue-checks.ts';
import type { CheckFinding } from '#server/domain/check-findings.ts';
import { entryContentOf } from '#server/domain/entry-content.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

/** What the automatic checks say of an entry as far as it is typed. */
export async function entryFindings(
  db: Db,
  actor: Actor,
  { answers }: { readonly answers: Answers },
): Promise<readonly CheckFinding[] | Refusal> {
  const em = db.orm.em.fork();
  const entryId = typeof answers['entryId'] === 'string' ? answers['entryId'] : null;
  const entry = entryId === null ? null : await readEntry(em, entryId);
  const providerId = entry?.providerId ?? organisationFor(actor, 'catalogue_compiler');
  if (entryId !== null && (!entry || !may(actor, 'compile', 'Entry', entry))) return refuse('not_found', { reason: 'entry_not_found' });
  if (providerId === null) return refuse('forbidden', { reason: 'may_not_apply' });
  const register = await readRegister(em, { providerId, entryId, caseId: null });
  return checkEntry(entryContentOf(answers), register);
}
