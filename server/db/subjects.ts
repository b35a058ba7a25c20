import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { CaseKind, Subject } from '#server/domain/case-kinds.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { rows } from './orm.ts';
import { readEntry, readGrant } from './case-rows.ts';
import { readEntryContent } from './catalogue-register.ts';

/** Reads what a case is about, by the names that its answers give; refused when it is not there. */
export async function readSubject(
  em: EntityManager,
  kind: Pick<CaseKind, 'subject'>,
  answers: Answers,
  organisationId: string,
): Promise<Subject | Refusal> {
  switch (kind.subject) {
    case 'entry': {
      const { entryId } = answers;
      const entry = typeof entryId === 'string' ? await readEntry(em, entryId) : null;
      return entry
        ? {
            entry,
            grant: null,
            contestable: entry.providerId === organisationId ? null : await contestableCases(em, entry.id, organisationId),
          }
        : refuse('not_found', { reason: 'entry_not_found' });
    }
    case 'grant': {
      const { grantId } = answers;
      const grant = typeof grantId === 'string' && isId(grantId) ? await readGrant(em, grantId) : null;
      return grant ? { entry: await readEntry(em, grant.entryId), grant } : refuse('not_found', { reason: 'grant_not_found' });
    }
    case 'none':
      return { entry: null, grant: null };
    case 'entry_or_new': {
      const { entryId } = answers;
      if (entryId === undefined || entryId === '') return { entry: null, grant: null, published: null };
      const entry = typeof entryId === 'string' ? await readEntry(em, entryId) : null;
      return entry
        ? { entry, grant: null, published: await readEntryContent(em, entry.id) }
        : refuse('not_found', { reason: 'entry_not_found' });
    }
    default:
      return kind.subject satisfies never;
  }
}

/** Shares of the entry that this organisation applied for and got not at all, not whole or not in time. */
async function contestableCases(em: EntityManager, entryId: string, organisationId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    em,
    `select f.id from case_file f where f.entry_id = ? and f.applicant_id = ? and f.process_key = 'conditional-share' and (
       f.state in ('refused', 'not_shared')
       or exists (select 1 from event e where e.case_id = f.id and e.type = 'reply.recorded' and e.data->>'outcome' = 'partly')
       or (f.state = 'submitted' and exists (select 1 from event e where e.case_id = f.id and e.type = 'clock.overdue' and e.data->>'limitKey' = 'share.conditional.reply')))
     order by f.filed_at desc, f.id`,
    [entryId, organisationId],
  );
  return found.map(({ id }) => id);
}
