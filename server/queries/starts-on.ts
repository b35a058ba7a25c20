import { PROCESSES } from '#processes/registry.ts';
import { refuseStart } from '#server/auth/refuse-start.ts';
import { releaseForNewCase } from '#server/db/reference.ts';
import { readSubject } from '#server/db/subjects.ts';
import type { Db } from '#server/db/transact.ts';
import type { Actor } from '#server/domain/actor.ts';
import { kindOf } from '#server/domain/kinds/kinds.ts';
import { isRefusal } from '#server/domain/refusal.ts';

export type StartOn = { readonly process: string; readonly title: string };
/** What one would start something about; without either, what is about no thing at all. */
export type StartsOn = { readonly entryId?: string | undefined; readonly grantId?: string | undefined };

/** The processes that this person may start about this very thing. */
export async function startsOn(db: Db, actor: Actor, { entryId, grantId }: StartsOn): Promise<StartOn[]> {
  const about = grantId !== undefined ? 'grant' : entryId !== undefined ? 'entry' : 'none';
  const answers = { ...(entryId === undefined ? {} : { entryId }), ...(grantId === undefined ? {} : { grantId }) };
  const subject = await readSubject(db.orm.em.fork(), { subject: about }, answers, actor.organisationId);
  if (isRefusal(subject)) return [];
  return PROCESSES.flatMap(({ key }) => {
    const kind = kindOf(key);
    const release = kind.subject === about ? releaseForNewCase(db.reference, key, db.now()) : undefined;
    return release && !refuseStart(actor, key, kind, subject) ? [{ process: key, title: release.definition.title }] : [];
  });
}
