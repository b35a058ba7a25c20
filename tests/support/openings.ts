import type { Answers } from '#forms/answers.ts';
import { exampleAnswers } from '#forms/example.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { caseStart } from '#server/queries/case-start.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { accepted, walkOf } from './cases.ts';
import type { Walk } from './cases.ts';
import type { Office } from './office.ts';
import { linesFor, plainSheet } from './reviews.ts';

export type Opening = { readonly entry?: string; readonly by?: string; readonly answers?: Answers };

/** Sound answers to an application from outside, as the form's own example has them. */
export async function openingAnswers(office: Office, { entry = 'cat-025', by = 'ext-zhixing-agent', answers }: Opening): Promise<Answers> {
  const { db } = office;
  const start = accepted(await caseStart(db, await office.person(by), { process: 'directional-open', answers: { entryId: entry } }));
  const example = exampleAnswers(start.form.schema, {
    today: dayOf(db.now(), db.reference.calendar.timezone),
    options: start.form.options,
  });
  return { ...example, ...start.answers, ...answers };
}

/** Files an application from outside and lets the engine start; throws when refused. */
export async function fileOpening(office: Office, opening: Opening = {}): Promise<Walk> {
  const filer = await office.person(opening.by ?? 'ext-zhixing-agent');
  const filed = await fileCase(office.db, filer, { process: 'directional-open', answers: await openingAnswers(office, opening) });
  const walk = walkOf(office, accepted(filed).id, filer);
  await walk.follow();
  return walk;
}

/** The usual way to the answer: accepted, and every reviewer passes it. */
export async function reviewOpening(walk: Walk, related: 'pass' | 'reject' = 'pass'): Promise<void> {
  await walk.decide('open_acceptance', 'accept');
  await walk.decide('open_provider_review', 'pass');
  await reviewRelated(walk, related);
  await walk.decide('open_release_check', 'pass');
}

/** Every related department signs its opinion; the first that rejects ends it. */
export async function reviewRelated(walk: Walk, outcome: 'pass' | 'reject' = 'pass'): Promise<void> {
  while ((await walk.open()).includes('open_related_review')) await walk.decide('open_related_review', outcome);
}

/** Agreed to and signed by the provider's leader: the agreement waits for its signatures. */
export async function openToAgreement(office: Office): Promise<Walk> {
  const walk = await fileOpening(office);
  await reviewOpening(walk);
  await walk.decide('open_proposal', 'agree');
  await walk.decide('open_approval', 'agree');
  return walk;
}

/** The agreement signed by all three. */
export async function signAgreement(walk: Walk): Promise<void> {
  for (const side of ['applicant', 'provider', 'bureau']) await walk.decide(`open_agreement_${side}`, 'confirm');
}

/** What goes beyond the decision there is gets a review of its own, concluded so. */
export async function reviewConfidentiality(
  office: Office,
  walk: Walk,
  entryId: string,
  conclusion: 'directed_only' | 'withhold',
): Promise<void> {
  await walk.decide('open_release_check', 'needs_review');
  const { actor, input } = await walk.act('conf_sheet', 'done');
  accepted(await decideTask(office.db, actor, { ...input, answers: { ...plainSheet(entryId), plannedChannel: 'directed_api' } }));
  await walk.follow();
  await walk.decide('conf_unit_head', 'pass', { answers: { truthful: 'yes' } });
  await walk.decide('conf_special', 'opinion', { answers: { ...(await linesFor(office, entryId)), directed: 'yes' } });
  await walk.decide('conf_approval', conclusion);
  if (conclusion !== 'withhold') await walk.decide('conf_procedure', 'pass');
}
