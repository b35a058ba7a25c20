import { createHash, randomBytes } from 'node:crypto';
import { may } from '#server/auth/ability.ts';
import { ShareGrant } from '#server/db/entities/share-grant.ts';
import { lockCase } from '#server/db/lock-case.ts';
import { rows } from '#server/db/orm.ts';
import { record } from '#server/db/record.ts';
import { transact } from '#server/db/transact.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type ClaimedSecret = { readonly appKey: string; readonly secret: string };

/**
 * The applicant takes the secret of the interface: made at this moment, shown once, kept as its hash (requirement 84). It has
 * 256 random bits, so that a plain hash of it cannot be tried out.
 */
export async function claimInterfaceSecret(db: Db, actor: Actor, input: { readonly grantId: string }): Promise<ClaimedSecret | Refusal> {
  return transact(db, async (tx) => {
    const seen = isId(input.grantId) ? await tx.em.findOne(ShareGrant, { id: input.grantId }) : null;
    const file = seen && may(actor, 'read', 'Grant', seen) ? await lockCase(tx, seen.caseId) : null;
    if (!seen || !file) return refuse('not_found', { reason: 'grant_not_found' });
    const [grant] = await rows<Pick<ShareGrant, 'state' | 'providerId' | 'consumerId'>>(
      tx.em,
      'select state, provider_id as "providerId", consumer_id as "consumerId" from share_grant where id = ? for no key update',
      [seen.id],
    );
    if (!grant || !may(actor, 'claim', 'Grant', grant)) return refuse('forbidden', { reason: 'may_not_claim' });
    const [credential] = await rows<{ id: string; appKey: string; claimedAt: Date | null }>(
      tx.em,
      'select id, app_key as "appKey", claimed_at as "claimedAt" from interface_credential where grant_id = ?',
      [seen.id],
    );
    if (!credential) return refuse('wrong_state', { reason: 'no_credential' });
    if (credential.claimedAt !== null) return refuse('wrong_state', { reason: 'secret_claimed' });

    const secret = randomBytes(32).toString('base64url');
    tx.writes.run('update interface_credential set secret_hash = ?, claimed_at = ?, claimed_by = ? where id = ?', [
      createHash('sha256').update(secret).digest('hex'),
      tx.at,
      actor.accountId,
      credential.id,
    ]);
    record(tx, file, actor.accountId, { type: 'interface.claimed', data: { grantId: seen.id, credentialId: credential.id } });
    return { appKey: credential.appKey, secret };
  });
}
