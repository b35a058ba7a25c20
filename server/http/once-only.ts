import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { refuse } from '#server/domain/refusal.ts';
import { hashOf, once } from './once.ts';
import type { Answer } from './problem.ts';

type Use = (db: Db, actor: Actor, input: never) => Promise<unknown>;

/**
 * The same commands for a form that carries a key of its own: a second click, or the browser's repeated post, gets the
 * first result and changes nothing. A refusal frees the key: the person corrects the same form and sends it again.
 * What a command returns is plain data, so it can be kept.
 */
export function onceOnly<Table extends Record<string, Use>>(commands: Table, key: string): Table {
  const guarded = Object.entries(commands).map(([name, use]) => [name, guard(name, use, key)]);
  // Each function has the shape of the one it guards.
  return Object.fromEntries(guarded) as Table;
}

function guard(name: string, use: Use, key: string): Use {
  return async (db, actor, input) => {
    const request = { accountId: actor.accountId, key, call: `form ${name}`, bodyHash: hashOf(JSON.stringify(input)) };
    const outcome = await once(db, request, (own) => use(own, actor, input), kept, null);
    switch (outcome.kind) {
      case 'answered':
        return outcome.answer.body;
      case 'refused':
        return outcome.refusal;
      case 'in_progress':
        return refuse('wrong_state', { reason: 'request.in_progress' });
      default:
        return outcome satisfies never;
    }
  };
}

function kept(result: unknown): Answer {
  return { status: 200, body: result };
}
