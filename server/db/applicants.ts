import type { EntityManager } from '@mikro-orm/postgresql';
import type { Applicant } from '#server/domain/case-kinds.ts';
import { rows } from './orm.ts';

/** An organisation as its own applications name it. */
export async function readApplicant(em: EntityManager, organisationId: string): Promise<Applicant> {
  const [found] = await rows<Applicant>(em, 'select id, name, code, kind from organisation where id = ?', [organisationId]);
  if (!found) throw new Error(`no organisation ${organisationId}`);
  return found;
}
