import type { AppLoadContext } from '@remix-run/node';

/** What every page shows around its content; nothing here may be slow, each page waits for it. */
export function shellData({ actor, csrf, mode, engineUp, mayOperate, mayKeepCalendar, roles, now }: AppLoadContext) {
  return {
    now,
    csrf,
    mode,
    engineUp,
    actor: actor === null ? null : { name: actor.name, organisation: actor.organisationName, roles, mayOperate, mayKeepCalendar },
  };
}
