import type { Response } from 'express';
import { Gauge } from 'prom-client';
import { currentSession } from '#server/auth/session.ts';
import type { Change } from '#server/db/changes.ts';
import { addresseesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { Services } from './services.ts';

/** Proxies and browsers take a silent stream for a dead one after half a minute. */
const HEARTBEAT_MS = 20_000;
/** A reader that has stopped reading is let go: it starts anew and asks for everything. */
const MOST_WAITING_BYTES = 256 * 1024;
/** A look at the session and its posts is trusted so long; what comes later is told after another. */
const TRUSTED_MS = 1_000;

const open = new Set<() => void>();
const openStreams = new Gauge({ name: 'gongkai_event_streams', help: 'Open streams of events' });

/** Ends every stream, when the server stops; browsers reconnect by themselves. */
export function endEventStreams(): void {
  for (const end of [...open]) end();
}

/**
 * Tells one person what changed, as server-sent events with ids only: what has changed is then read through the
 * queries, which cut it to what the person may see. Events are not kept, so a stream that comes back begins with now
 * and its reader reads everything anew. Whether the session still stands, and with which posts, is asked before
 * something is told, with each heartbeat, and at once when its holder signs out.
 */
export function streamEvents({ db, entrance }: Services, actor: Actor, token: string, response: Response): Promise<void> {
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('X-Accel-Buffering', 'no');
  response.write('retry: 1000\n\n: connected\n\n');
  let groups = new Set<string>(addresseesOf(actor));
  let lookedAt = db.now().getTime();
  let looking = false;
  let untold: Change[] = [];

  return new Promise((resolve) => {
    const deaf = db.changes.listen((change) => {
      if (change.kind === 'session.ended') {
        if (change.accountId === actor.accountId) look();
        return;
      }
      if (eventFor(change, groups, actor.accountId) === null) return;
      untold.push(change);
      if (looking) return;
      if (Math.abs(db.now().getTime() - lookedAt) < TRUSTED_MS) tell();
      else look();
    });
    const heart = setInterval(() => {
      response.write(': still here\n\n');
      look();
    }, HEARTBEAT_MS);

    function tell(): void {
      for (const change of untold) {
        const event = eventFor(change, groups, actor.accountId);
        if (event !== null) response.write(event);
      }
      untold = [];
      if (response.writableLength > MOST_WAITING_BYTES) end();
    }

    /** An open page is nobody's act: it does not keep the session alive. */
    function look(): void {
      looking = true;
      currentSession(db, token, entrance.terms, 'watching').then(
        (session) => {
          looking = false;
          if (session === null) return end();
          groups = new Set(addresseesOf(session.actor));
          lookedAt = db.now().getTime();
          tell();
        },
        // A database that is away says nothing about the session; nothing is told until it does.
        () => {
          looking = false;
        },
      );
    }

    function end(): void {
      if (!open.delete(end)) return;
      openStreams.set(open.size);
      clearInterval(heart);
      deaf();
      response.end();
      resolve();
    }
    open.add(end);
    openStreams.set(open.size);
    response.once('close', end);
  });
}

function eventFor(change: Change, groups: ReadonlySet<string>, accountId: string): string | null {
  switch (change.kind) {
    case 'task.created':
    case 'task.closed':
      return concerns(change.groups, groups) ? event(change.kind, { taskId: change.taskId, caseId: change.caseId }) : null;
    case 'case.changed':
      return concerns(change.groups, groups) ? event(change.kind, { caseId: change.caseId }) : null;
    case 'notification':
      return concerns(change.groups, groups) || change.accounts?.includes(accountId) ? event(change.kind, { caseId: change.caseId }) : null;
    case 'session.ended':
    case 'outbox':
      return null;
    default:
      return change satisfies never;
  }
}

function concerns(told: readonly string[], held: ReadonlySet<string>): boolean {
  return told.some((group) => held.has(group));
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
