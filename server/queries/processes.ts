import { releaseForNewCase } from '#server/db/reference.ts';
import type { Db } from '#server/db/transact.ts';
import { rolesOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';

export type StartableProcess = {
  readonly key: string;
  readonly name: string;
  readonly release: number;
  readonly startForm: { readonly key: string; readonly version: number };
};

/** The processes that the actor may start now, each in the release that a new case would get. */
export function startable(db: Db, actor: Actor): StartableProcess[] {
  const keys = [...new Set(db.reference.releases.map((release) => release.processKey))];
  const roles: readonly string[] = rolesOf(actor);
  return keys.flatMap((key) => {
    const release = releaseForNewCase(db.reference, key, db.now());
    const startForm = release?.forms.get(release.startForm);
    if (!release || !startForm || !release.startRoles.some((role) => roles.includes(role))) return [];
    return [{ key, name: release.definition.title, release: release.number, startForm }];
  });
}
