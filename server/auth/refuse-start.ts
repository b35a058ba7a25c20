import type { ProcessKey } from '#processes/registry.ts';
import { organisationStarting } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import type { CaseKind, Subject } from '#server/domain/case-kinds.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { StartGate } from '#server/db/file-into.ts';
import { inWhoseName, may } from './ability.ts';

/**
 * May this person start a case of this process about this? What may not be seen is not there; who starts it and on what
 * stands in the permission table.
 */
export function refuseStart(actor: Actor, process: ProcessKey, kind: CaseKind, subject: Subject): Refusal | null {
  const { entry, grant } = subject;
  if (grant && !may(actor, 'read', 'Grant', grant)) return refuse('not_found', { reason: 'grant_not_found' });
  if (!grant && entry && !may(actor, 'read', 'Entry', entry)) return refuse('not_found', { reason: 'entry_not_found' });
  const starts = may(actor, 'start', 'Process', { state: process });
  const onSubject =
    kind.fileAct === null ||
    (kind.subject === 'grant' && grant !== null && may(actor, kind.fileAct, 'Grant', grant)) ||
    (kind.subject === 'entry_or_new' && entry === null) ||
    (kind.subject !== 'grant' && entry !== null && may(actor, kind.fileAct, 'Entry', entry));
  if (!starts || !onSubject) return refuse('forbidden', { reason: 'may_not_apply' });
  return kind.refuse?.({ subject }) ?? null;
}

/** The gate of this person, for whatever they file. */
export function startGateOf(actor: Actor): StartGate {
  return {
    refuse: (process, kind, subject) => refuseStart(actor, process, kind, subject),
    applicant: (startRoles) => organisationStarting(actor, startRoles),
    inWhoseName: (process) => inWhoseName(actor, 'start', 'Process', { state: process })?.accountId ?? null,
  };
}
