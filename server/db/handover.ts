import type { Appointee } from '#server/domain/appointments.ts';
import type { Holdings } from '#server/domain/handover.ts';
import { readAppointee } from './appointments.ts';
import { draftsOf, looseFilesOf, tasksHeld } from './holdings.ts';
import type { HeldTask, LooseDraft } from './holdings.ts';
import { deputyRecords, heldRoles, todayOf } from './people.ts';
import type { HeldRole } from './people.ts';
import type { Tx } from './transact.ts';

export type HandoverFacts = {
  readonly leaver: Appointee | null;
  readonly successor: Appointee | null;
  readonly holdings: Holdings;
  readonly appointments: readonly HeldRole[];
  readonly tasks: readonly HeldTask[];
  readonly drafts: readonly LooseDraft[];
};

/** What a leaver holds and what is known of both: the preview shows it, the command acts on it. */
export async function readHandover(tx: Tx, leaverId: string, successorId: string): Promise<HandoverFacts> {
  const appointments = await heldRoles(tx, [leaverId]);
  const tasks = await tasksHeld(tx.em, leaverId, successorId, todayOf(tx));
  const drafts = await draftsOf(tx.em, leaverId);
  const deputies = await deputyRecords(tx, [leaverId]);
  return {
    leaver: await readAppointee(tx, leaverId),
    successor: successorId === '' ? null : await readAppointee(tx, successorId),
    holdings: {
      appointments: appointments.map(({ id, organisationId, role, from, to }) => ({ id, organisationId, role, from, to })),
      drafts: drafts.map(({ id }) => id),
      files: await looseFilesOf(tx.em, leaverId),
      deputies: deputies.map(({ id }) => id),
      tasks: tasks.map(({ id, barsSuccessor }) => ({ id, barsSuccessor })),
    },
    appointments,
    tasks,
    drafts,
  };
}
