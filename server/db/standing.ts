import { standing } from '#server/domain/signers.ts';
import type { CaseRows } from './case-rows.ts';

type Row = CaseRows['decisions'][number];
export type SignedRow = Omit<Row, 'caseId' | 'contentId'>;

/** A signature of this very transaction with the outcome that its step has by it: neither can be read back yet. */
export type Unread = { readonly row: SignedRow; readonly outcome: string };

/** The signatures of a case that stand for their steps, in the order of its chain. */
export function standingIn({ decisions, tasks }: Pick<CaseRows, 'decisions' | 'tasks'>): Row[] {
  return standing(decisions, tasks);
}

/** The same with one that was just given. */
export function standingWith<Kept extends SignedRow>(
  { decisions, tasks }: { readonly decisions: readonly Kept[]; readonly tasks: CaseRows['tasks'] },
  { row, outcome }: Unread,
): (Kept | SignedRow)[] {
  return standing<Kept | SignedRow>(
    [...decisions, row],
    tasks.map((task) => (task.id === row.taskId ? { id: task.id, outcome } : task)),
  );
}
