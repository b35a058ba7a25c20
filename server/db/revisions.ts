import { changedAnswers } from '#forms/difference.ts';
import type { Change } from '#server/domain/refusal.ts';
import { CaseContent } from './entities/case-content.ts';
import type { CaseFile } from './entities/case-file.ts';
import { formOf } from './reference.ts';
import type { Tx } from './transact.ts';

/** What the applicant changed after the given revision: the application's answers, and each supplement since. */
export async function changesSince(tx: Pick<Tx, 'em' | 'reference'>, file: CaseFile, revision: number): Promise<Change[]> {
  const contents = await tx.em.find(
    CaseContent,
    { caseId: file.id, kind: { $in: ['application', 'supplement'] } },
    { orderBy: { revision: 'asc' } },
  );
  const applications = contents.filter((content) => content.kind === 'application');
  const read = applications.findLast((content) => content.revision <= revision);
  const now = applications.at(-1);
  const revised =
    read && now && read !== now
      ? changedAnswers(formOf(tx.reference, { key: now.formKey, version: now.formVersion }), read.answers, now.answers)
      : [];
  const added = contents
    .filter((content) => content.kind === 'supplement' && content.revision > revision)
    .flatMap((content) =>
      changedAnswers(formOf(tx.reference, { key: content.formKey, version: content.formVersion }), {}, content.answers),
    );
  return [...revised, ...added];
}
