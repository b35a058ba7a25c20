import { cleanLines } from '#forms/fields/clean.ts';
import { may } from '#server/auth/ability.ts';
import { accountsById, deputyRecords, heldRoles, lockOrganisation, todayOf } from '#server/db/people.ts';
import { transact } from '#server/db/transact.ts';
import type { Db, Tx } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuseDeputy } from '#server/domain/deputies.ts';
import type { Member } from '#server/domain/deputies.ts';
import type { Refusal } from '#server/domain/refusal.ts';

export type SetDeputy = {
  readonly principalId: string;
  readonly deputyId: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
};
export type DeputySet = { readonly id: string; readonly principalId: string; readonly deputyId: string };

/** Lets one person stand in for another of the same department for some days. What the deputy does carries both names. */
export async function setDeputy(db: Db, actor: Actor, input: SetDeputy): Promise<DeputySet | Refusal> {
  return transact(db, async (tx) => {
    const { principalId, deputyId } = input;
    const organisationId = (await accountsById(tx, [principalId])).get(principalId)?.organisationId ?? actor.organisationId;
    await lockOrganisation(tx, organisationId);
    const given = { ...input, organisationId, reason: cleanLines(input.reason) };
    const members = await readMembers(tx, [principalId, deputyId], organisationId);
    const facts = {
      principal: members.get(principalId) ?? null,
      deputy: members.get(deputyId) ?? null,
      records: await deputyRecords(tx, [principalId, deputyId]),
    };
    const refused = refuseDeputy(actor, given, facts, may(actor, 'edit', 'Deputy', { organisationId }), todayOf(tx));
    if (refused) return refused;
    const id = tx.newId();
    tx.writes.insert('deputy', {
      id,
      organisation_id: organisationId,
      principal_id: principalId,
      deputy_id: deputyId,
      valid_from: given.from,
      valid_to: given.to,
      reason: given.reason,
      given_by: actor.accountId,
      given_at: tx.at,
    });
    return { id, principalId, deputyId };
  });
}

/** A principal gives away what they hold in the department; a deputy meets it with all that they hold anywhere. */
async function readMembers(tx: Tx, [principalId, deputyId]: [string, string], organisationId: string): Promise<Map<string, Member>> {
  const accounts = await accountsById(tx, [principalId, deputyId]);
  const roles = await heldRoles(tx, [principalId, deputyId]);
  return new Map(
    [...accounts.values()].map((account) => [
      account.id,
      {
        ...account,
        held: roles.filter((held) => held.accountId === account.id && (account.id === deputyId || held.organisationId === organisationId)),
      },
    ]),
  );
}
