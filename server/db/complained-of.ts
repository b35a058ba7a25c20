import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { ProcessKey } from '#processes/registry.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import { rows } from './orm.ts';

/**
 * Of whom a case complains, as ids of organisations and accounts: the organisation named, and whoever decided in the case named.
 * They neither handle nor see it (DOMAIN §4.5 g). Nobody for a case that complains of nobody.
 */
export async function complainedOf(em: EntityManager, process: ProcessKey, application: Answers): Promise<string[]> {
  const about = kindOf(process).complainsOf?.(application);
  if (!about) return [];
  const deciders = await rows<{ id: string }>(
    em,
    'select distinct d.account_id as id from decision d join case_file f on f.id = d.case_id where f.number = ? order by 1',
    [about.caseNumber],
  );
  return [about.organisationId, ...deciders.map(({ id }) => id)];
}
