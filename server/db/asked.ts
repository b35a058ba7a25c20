import { accountOf } from '#server/domain/actor.ts';
import type { Addressee } from '#server/domain/actor.ts';
import type { NoticeKind } from '#server/domain/notices.ts';
import { askedNow } from '#server/domain/signers.ts';
import type { Signer } from '#server/domain/signers.ts';
import type { CaseFile } from './entities/case-file.ts';
import type { Task } from './entities/task.ts';
import { notify } from './notices.ts';
import type { Tx } from './transact.ts';

const NO_LIMIT = new Date('9999-12-31T00:00:00Z');

export type Offered = {
  readonly id: string;
  readonly processKey: string;
  readonly dueAt?: Date | null | undefined;
  readonly createdAt: Date;
  readonly barred: readonly string[];
};

/** The inbox's index: one row for each post or person that is asked. A task without a limit comes last. */
export function offerTo(tx: Tx, task: Offered, asked: readonly Addressee[]): void {
  for (const group of asked) {
    tx.writes.insert('task_candidate', {
      group_id: group,
      task_id: task.id,
      process_key: task.processKey,
      due_at: task.dueAt ?? NO_LIMIT,
      created_at: task.createdAt,
      barred: task.barred,
    });
  }
}

/** Whoever is asked is told so: a post once for each task, a person each time that it comes into their hands. */
export function tellAsked(
  tx: Tx,
  file: CaseFile,
  task: Pick<Offered, 'id' | 'barred'>,
  asked: readonly Addressee[],
  kind: Extract<NoticeKind, 'task_offered' | 'supplement'>,
  except: readonly string[] = [],
): void {
  const [persons, posts] = [asked.filter(isPerson), asked.filter((addressee) => !isPerson(addressee))];
  const notice = { kind, taskId: task.id, except: [...task.barred, ...except] };
  notify(tx, file, { ...notice, source: `task:${task.id}`, groups: posts });
  notify(tx, file, { ...notice, source: `task:${task.id}:${file.eventSeq}`, groups: persons });
}

function isPerson(addressee: Addressee): boolean {
  return accountOf(addressee) !== null;
}

/** Whom an open task asks follows from its signers: whoever is asked no more loses it, whoever is asked now gets it and may see the case. */
export function askAnew(tx: Tx, file: CaseFile, task: Task, signers: readonly Signer[], by: string): void {
  const asked = askedNow(signers);
  const gone = task.asked.filter((addressee) => !asked.includes(addressee));
  const added = asked.filter((addressee) => !task.asked.includes(addressee));
  if (gone.length > 0) {
    tx.writes.run('delete from task_candidate where task_id = ? and group_id = any (?::text[])', [task.id, gone]);
    tx.announce({ kind: 'task.closed', taskId: task.id, caseId: file.id, groups: gone });
  }
  offerTo(tx, task, added);
  tellAsked(tx, file, task, added, 'task_offered', [by]);
  task.asked = asked;
  file.parties = [...new Set([...file.parties, ...added])];
  if (added.length > 0) tx.announce({ kind: 'task.created', taskId: task.id, caseId: file.id, groups: added });
}
