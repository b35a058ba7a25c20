import type { Signing } from '#processes/definition.ts';
import { drawnSigners } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';
import type { CaseRows, SignerRow } from './case-rows.ts';
import type { Tx } from './transact.ts';

/** The signers of a task. Where nothing has happened yet, and any of those who are asked may sign, no row stands for them. */
export function signersIn(
  { signers }: Pick<CaseRows, 'signers'>,
  task: { readonly id: string; readonly candidates: readonly string[] },
  signing: Signing,
  newId: () => string,
): readonly Signer[] {
  const rows = signers.filter(({ taskId }) => taskId === task.id);
  return rows.length > 0 ? rows : drawnSigners(signing, task, newId);
}

/** Writes what has changed of a task's signers. */
export function keepSigners(
  tx: Tx,
  task: { readonly id: string; readonly caseId: string },
  { signers: stored }: { readonly signers: readonly SignerRow[] },
  now: readonly Signer[],
): void {
  const before = new Map(stored.map((row) => [row.id, row]));
  for (const signer of now) {
    const known = before.get(signer.id);
    if (!known) insertSigner(tx, task, signer);
    else if (isChanged(known, signer)) updateSigner(tx, signer);
  }
}

function insertSigner(tx: Tx, task: { readonly id: string; readonly caseId: string }, signer: Signer): void {
  tx.writes.insert('task_signer', {
    id: signer.id,
    case_id: task.caseId,
    task_id: task.id,
    seq: signer.seq,
    place: signer.place,
    anchor_id: signer.anchorId,
    groups: signer.groups,
    added_by: signer.addedBy,
    ...columnsOf(signer),
  });
}

function updateSigner(tx: Tx, signer: Signer): void {
  const columns = columnsOf(signer);
  const names = Object.keys(columns).map((name) => `${name} = ?`);
  tx.writes.run(`update task_signer set ${names.join(', ')} where id = ?`, [...Object.values(columns), signer.id]);
}

/** What may change of a signer. */
function columnsOf({ holder, actingAs, delegate, state, outcome }: Signer) {
  return { holder, acting_as: actingAs, delegate, state, outcome };
}

function isChanged(before: Signer, now: Signer): boolean {
  return JSON.stringify(columnsOf(before)) !== JSON.stringify(columnsOf(now));
}
