import { cleanLines } from '#forms/fields/clean.ts';
import { inWhoseName, may } from '#server/auth/ability.ts';
import { keepContent } from '#server/db/contents.ts';
import type { CaseFile } from '#server/db/entities/case-file.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { Task } from '#server/db/entities/task.ts';
import { endCase } from '#server/db/end-case.ts';
import { transactNoted } from '#server/db/ledger.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { notify } from '#server/db/notices.ts';
import { enqueue } from '#server/db/outbox.ts';
import { record } from '#server/db/record.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { hasEnded } from '#server/domain/cases.ts';
import { deputised } from '#server/domain/deputies.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type Withdrawn = { readonly id: string; readonly state: 'withdrawn' };

/** The applicant takes the application back, at any time until the grant is active (DOMAIN §4). The record stays. */
export async function withdrawCase(
  db: Db,
  actor: Actor,
  input: { readonly caseId: string; readonly reason?: string | undefined },
): Promise<Withdrawn | Refusal> {
  return transactNoted<Withdrawn | Refusal>(db, actor, { caseId: input.caseId, outcome: 'withdraw' }, async (tx) => {
    const file = await lockCase(tx, input.caseId);
    if (!file || !may(actor, 'read', 'Case', file)) return refuse('not_found', { reason: 'case_not_found' });
    if (hasEnded(file.state)) return refuse('wrong_state', { reason: 'case_ended' });
    if (!may(actor, 'withdraw', 'Case', file)) return refuse('forbidden', { reason: 'may_not_withdraw' });

    const reason = keepReason(tx, actor, file, cleanLines(input.reason ?? ''));
    const principal = inWhoseName(actor, 'withdraw', 'Case', file);
    record(tx, file, actor.accountId, { type: 'case.withdrawn', data: { ...reason, ...deputised(principal) } });
    const grant = await tx.em.findOne(ShareGrant, { caseId: file.id });
    if (grant) grant.state = 'withdrawn';
    const open = await tx.em.find(Task, { caseId: file.id, state: 'open' });
    const asked = open.flatMap((task) => task.asked);
    await endCase(tx, file, 'withdrawn');
    // Whoever had it on their desk, and the applicant's side as far as it was not they who withdrew.
    notify(tx, file, {
      kind: 'case_changed',
      detail: 'withdrawn',
      source: 'withdrawn',
      groups: [`${file.applicantId}:data_steward`, ...asked],
      accounts: [file.filedBy],
      except: [actor.accountId],
    });
    enqueue(tx, file.id, {
      kind: 'message.publish',
      name: 'case.withdrawn',
      correlationKey: file.id,
      messageId: `${file.id}:withdrawn`,
      variables: {},
    });
    return { id: file.id, state: 'withdrawn' };
  });
}

/** Nobody has to say why; what is said stands beside the chain like every other text. */
function keepReason(tx: Tx, actor: Actor, file: CaseFile, reason: string): { contentId: string | null; contentHash: string | null } {
  if (reason === '') return { contentId: null, contentHash: null };
  const { id, hash } = keepContent(tx, actor, file, {
    kind: 'decision',
    element: 'case.withdrawn',
    form: { key: 'withdrawal', version: 1 },
    answers: {},
    opinion: reason,
    basis: '',
  });
  return { contentId: id, contentHash: hash };
}
