import type { Answers } from '#forms/answers.ts';
import type { Filing } from '#server/domain/case-kinds.ts';
import type { CaseKind } from '#server/domain/case-kinds.ts';
import { entryContentOf, withItemIds } from '#server/domain/entry-content.ts';
import { writeEntry } from './catalogue-entries.ts';
import type { CaseFile } from './entities/case-file.ts';
import { rows } from './orm.ts';
import type { Tx } from './transact.ts';

/** What a department proposes, with the ids of its entry and items: they are the same from here to the last version. */
export async function numberProposal(tx: Tx, kind: CaseKind, filing: Filing): Promise<{ entryId: string | null; answers: Answers }> {
  const held = filing.subject.entry?.id ?? null;
  if (kind.subject !== 'entry_or_new') return { entryId: held, answers: filing.answers };
  const entryId = held ?? tx.newId();
  return { entryId, answers: await numberItems(tx, entryId, filing.answers, []) };
}

/** The same of a wording that came back; `before` is the one that the case had. */
export async function numberItems(tx: Tx, entryId: string, answers: Answers, before: readonly Answers[]): Promise<Answers> {
  const known = await rows<{ id: string }>(tx.em, 'select id from information_item where entry_id = ?', [entryId]);
  const named = before.flatMap((wording) => entryContentOf(wording).items.map(({ id }) => id));
  return withItemIds(answers, entryId, [...known.map(({ id }) => id), ...named]);
}

/** Until its first version an entry says what is proposed; one that is published says what is published. */
export async function showProposal(tx: Tx, file: Pick<CaseFile, 'entryId' | 'providerId' | 'facts'>, answers: Answers): Promise<void> {
  if (file.facts['change'] !== 'new' || file.entryId == null) return;
  const place = { id: file.entryId, providerId: file.providerId, state: 'in_review' as const, version: 0 };
  await writeEntry(tx, { ...place, content: entryContentOf(answers) });
}
