import type { Step } from '#processes/definition.ts';
import type { CaseRows } from '#server/db/case-rows.ts';
import { personBy } from '#server/db/persons.ts';
import type { Release } from '#server/db/reference.ts';
import type { Tx } from '#server/db/transact.ts';
import { organisationOf } from '#server/domain/actor.ts';
import type { Actor } from '#server/domain/actor.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { cannotAsk } from '#server/domain/colleagues.ts';
import type { Ask, AskPlace } from '#server/domain/colleagues.ts';
import { answersOwnSide } from '#server/domain/duties.ts';
import { refuse } from '#server/domain/refusal.ts';
import type { Refusal } from '#server/domain/refusal.ts';
import type { Signer } from '#server/domain/signers.ts';
import { mayEver } from './ability.ts';

type AskedIn = {
  readonly file: Pick<CaseRows['head'], 'applicantId' | 'facts' | 'parties'>;
  readonly task: Pick<CaseRows['tasks'][number], 'candidates' | 'barred'>;
  readonly release: Release;
  readonly step: Step;
  readonly signers: readonly Signer[];
};

/** Where a colleague would take part, for the list of those who may be asked and for the command that asks one. */
export function askPlaceOf(actor: Actor, { file, task, release, step, signers }: AskedIn, signer: Signer | null): AskPlace {
  return {
    accountId: actor.accountId,
    posts: signer?.groups ?? task.candidates,
    barred: task.barred,
    signers,
    organisations: [actor.organisationId, ...file.parties.map(organisationOf)],
    decides: (person) => mayEver(person, 'decide', 'Task'),
    ownSide: (person) => answersOwnSide(release.definition, step, file.facts, person),
  };
}

/** The colleague who is asked, or why it cannot be this one. */
export async function askedColleague(tx: Tx, ask: Ask, accountId: string, place: AskPlace): Promise<Actor | Refusal> {
  const person = await personBy(tx.em, accountId, dayOf(tx.at, tx.reference.calendar.timezone));
  if (!person) return refuse('invalid', { fields: { to: { code: 'person_unknown' } } });
  const why = cannotAsk(ask, person, place);
  return why === null ? person : refuse('invalid', { fields: { to: { code: why } } });
}

/** Words that an operation cannot do without. */
export function refuseWithoutReason(reason: string): Refusal | null {
  return reason.trim() === '' ? refuse('invalid', { fields: { reason: { code: 'reason_required' } } }) : null;
}
