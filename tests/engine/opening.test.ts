import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleAnswers } from '#forms/example.ts';
import { fileCase } from '#server/commands/file-case.ts';
import { rows } from '#server/db/orm.ts';
import { dayOf } from '#server/domain/calendar.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { caseStart } from '#server/queries/case-start.ts';
import { memberOf, placeOf } from './support/cases.ts';
import { openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function fileOpening(entryId: string): Promise<string> {
  const { db } = world;
  const actor = await memberOf(db, ['ext-zhixing:external_applicant']);
  const start = await caseStart(db, actor, { process: 'directional-open', answers: { entryId } });
  if (isRefusal(start)) throw new Error(`cannot start: ${JSON.stringify(start)}`);
  const { schema, options } = start.form;
  const example = exampleAnswers(schema, { today: dayOf(db.now(), db.reference.calendar.timezone), options });
  const filed = await fileCase(db, actor, { process: 'directional-open', answers: { ...example, ...start.answers } });
  if (isRefusal(filed)) throw new Error(`not filed: ${JSON.stringify(filed)}`);
  return filed.id;
}

const REVIEWED = [
  ['open_acceptance', 'accept'],
  ['open_provider_review', 'pass'],
  ['open_related_review', 'pass'],
] as const;

test('a directional opening runs from screening to an interface and its public notice', async () => {
  const caseId = await fileOpening('cat-025');
  await world.walk(caseId, [...REVIEWED, ['open_release_check', 'pass'], ['open_proposal', 'agree'], ['open_approval', 'agree']]);
  for (const side of ['applicant', 'bureau', 'provider']) await world.untilAsked(caseId, `open_agreement_${side}`);
  await world.walk(caseId, [
    ['open_agreement_bureau', 'confirm'],
    ['open_agreement_applicant', 'confirm'],
    ['open_agreement_provider', 'confirm'],
    ['open_interface', 'done'],
  ]);
  await world.untilState(caseId, 'granted');
  const noticed = await rows(
    world.db.orm.em.fork(),
    'select n.id from open_notice n join share_grant g on g.id = n.grant_id where g.case_id = ?',
    [caseId],
  );
  expect(noticed).toHaveLength(1);
});

test('a supplement, a conflict and a refusal lead to a reasoned end', async () => {
  const caseId = await fileOpening('cat-025');
  await world.walk(caseId, [
    ['open_acceptance', 'supplement'],
    ['open_supplement', 'done'],
    ['open_acceptance', 'accept'],
    ['open_provider_review', 'pass'],
    ['open_related_review', 'reject'],
    ['open_release_check', 'pass'],
    ['open_convening', 'done'],
    ['open_proposal', 'agree'],
    ['open_approval', 'return'],
    ['open_proposal', 'refuse'],
    ['open_approval', 'agree'],
  ]);
  await world.untilState(caseId, 'refused');
});

test('an application that is not accepted ends at once', async () => {
  const caseId = await fileOpening('cat-047');
  await world.walk(caseId, [['open_acceptance', 'decline']]);
  await world.untilState(caseId, 'refused');
});

test('a suspected secret in the review that it calls ends the whole case', async () => {
  const caseId = await fileOpening('cat-039');
  await world.walk(caseId, [
    ['open_acceptance', 'accept'],
    ['open_release_check', 'needs_review'],
    ['conf_sheet', 'done'],
    ['conf_unit_head', 'pass'],
    ['conf_special', 'suspected_secret'],
  ]);
  await world.untilState(caseId, 'quarantined');
  expect((await placeOf(world.db, caseId)).open).toEqual([]);
});
