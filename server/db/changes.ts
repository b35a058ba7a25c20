import { EventEmitter } from 'node:events';

/** What open screens and the relay are told once a transaction has committed. */
export type Change =
  | { kind: 'task.created'; taskId: string; caseId: string; groups: readonly string[] }
  | { kind: 'task.closed'; taskId: string; caseId: string; groups: readonly string[] }
  | { kind: 'case.changed'; caseId: string; groups: readonly string[] }
  /** Without a case: what stood unread was read. */
  | { kind: 'notification'; caseId: string | null; groups: readonly string[]; accounts?: readonly string[] }
  | { kind: 'session.ended'; accountId: string }
  | { kind: 'outbox'; caseId: string };

export type Changes = {
  tell(changes: readonly Change[]): void;
  listen(listener: (change: Change) => void): () => void;
};

/**
 * Inside one server. NOTIFY within the transaction would make every commit of the city wait in one queue;
 * a change that is lost with a crash costs nothing, since screens read anew when they reconnect and the relay polls.
 */
export function openChanges(): Changes {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    tell(changes) {
      for (const change of changes) emitter.emit('change', change);
    },
    listen(listener) {
      emitter.on('change', listener);
      return () => emitter.off('change', listener);
    },
  };
}
