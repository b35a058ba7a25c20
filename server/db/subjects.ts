import type { EntityManager } from '@mikro-orm/postgresql';
import type { Answers } from '#forms/answers.ts';
import type { CaseKind, Subject } from '#server/domain/case-kinds.ts';
import { isId } from '#server/domain/ids.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import { readEntry, readGrant } from './case-rows.ts';
import { readEntryContent } from './catalogue-register.ts';

/** Reads what a case is about, by the names that its answers give; refused when it is not there. */
export async function readSubject(em: EntityManager, kind: Pick<CaseKind, 'subject'>, answers: Answers): Promise<Subject | Refusal> {
  switch (kind.subject) {
    case 'entry': {
      const { entryId } = answers;
      const entry = typeof entryId === 'string' ? await readEntry(em, entryId) : null;
      return entry ? { entry, grant: null } : refuse('not_found', { reason: 'entry_not_found' });
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
