import { rows } from '#server/db/orm.ts';
import type { Db } from '#server/db/transact.ts';

export type DemoGroup = {
  readonly organisation: string;
  /** Takes part in the story told first: 市住建局 asks 市民政局 for cat-040. */
  readonly story: boolean;
  readonly accounts: readonly { readonly username: string; readonly name: string; readonly roles: readonly string[] }[];
};

const STORY = ['housing', 'bdb', 'civil'];

/** The accounts that anybody may try in demo mode, by organisation. */
export async function demoAccounts(db: Db): Promise<readonly DemoGroup[]> {
  const found = await rows<{ organisationId: string; organisation: string; username: string; name: string; roles: string[] }>(
    db.orm.em.fork(),
    `select o.id as "organisationId", o.short_name as organisation, u.username, u.display_name as name, array_agg(p.role order by p.role) as roles
     from account u join organisation o on o.id = u.organisation_id join appointment p on p.account_id = u.id
     where u.demo and u.active group by o.id, o.short_name, u.id order by o.short_name, u.username`,
  );
  const groups = new Map<string, typeof found>();
  for (const account of found) groups.set(account.organisationId, [...(groups.get(account.organisationId) ?? []), account]);
  return [...groups.entries()]
    .map(([id, accounts]) => ({
      organisation: accounts[0]?.organisation ?? id,
      story: STORY.includes(id),
      accounts: accounts.map(({ username, name, roles }) => ({ username, name, roles })),
    }))
    .toSorted((a, b) => Number(b.story) - Number(a.story));
}
