import { changedAnswers } from '#forms/difference.ts';
import type { Change } from '#server/domain/refusal.ts';
import type { CaseRows } from './case-rows.ts';
import { formOf } from './reference.ts';
import type { Reference } from './reference.ts';

/** What the applicant changed after the given revision: the application's answers, and each supplement since. */
export function changesSince(reference: Reference, { contents }: Pick<CaseRows, 'contents'>, revision: number): Change[] {
  const applications = contents.filter((content) => content.kind === 'application');
  const read = applications.findLast((content) => content.revision <= revision);
  const now = applications.at(-1);
  const revised =
    read && now && read !== now
      ? changedAnswers(formOf(reference, { key: now.formKey, version: now.formVersion }), read.answers, now.answers)
      : [];
  const added = contents
    .filter((content) => content.kind === 'supplement' && content.revision > revision)
    .flatMap((content) => changedAnswers(formOf(reference, { key: content.formKey, version: content.formVersion }), {}, content.answers));
  return [...revised, ...added];
}
