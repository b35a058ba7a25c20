import type { AppLoadContext } from '@remix-run/node';
import type { Actor, Role } from '#server/domain/actor.ts';
import { codes } from './messages/zh-cn/codes.ts';

/** What every page shows around its content; nothing here may be slow, each page waits for it. */
export async function shellData({ actor, csrf, mode }: AppLoadContext) {
  return {
    now: new Date().toISOString(),
    csrf,
    mode,
    engine: 'up' as 'up' | 'down',
    actor: actor === null ? null : { name: actor.name, organisation: actor.organisationName, roles: rolesOf(actor) },
  };
}

function rolesOf(actor: Actor): Role[] {
  const named = actor.groups.map((group) => group.slice(group.lastIndexOf(':') + 1));
  return [...new Set(named)].filter((role): role is Role => role in codes.role);
}
