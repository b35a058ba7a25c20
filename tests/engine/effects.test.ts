import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows } from '#server/db/orm.ts';
import { fileSample, placeOf } from './support/cases.ts';
import { openWorld } from './support/world.ts';
import type { World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test('an application for an unconditional entry is granted at once, without asking anybody', async () => {
  const caseId = await fileSample(world.db, { entryId: await entryOf('unconditional') });
  await world.untilState(caseId, 'granted');
  expect((await placeOf(world.db, caseId)).open).toEqual([]);
  expect(await grantStates(caseId)).toEqual(['active']);
});

test('an application for an entry that is not shared is stopped', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-060' });
  await world.untilState(caseId, 'not_shared');
});

test('a conditional share runs from request to active grant', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.walk(caseId, [
    ['internal_consent', 'agree'],
    ['formal_check', 'pass'],
    ['provider_decision', 'partly'],
    ['confidentiality_opinion', 'agree'],
    ['leader_approval', 'agree'],
  ]);
  await world.untilAsked(caseId, 'terms_applicant');
  expect(await grantStates(caseId)).toEqual(['approved']);
  await world.walk(caseId, [
    ['terms_applicant', 'confirm'],
    ['terms_provider', 'confirm'],
    ['provision', 'done'],
  ]);
  await world.untilState(caseId, 'granted');
  expect(await grantStates(caseId)).toEqual(['active']);
});

test('a refusal ends the case with its answer recorded', async () => {
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.walk(caseId, [
    ['internal_consent', 'agree'],
    ['formal_check', 'pass'],
    ['provider_decision', 'refuse'],
    ['leader_approval', 'agree'],
  ]);
  await world.untilState(caseId, 'refused');
});

async function entryOf(shareType: string): Promise<string> {
  const [entry] = await rows<{ id: string }>(
    world.db.orm.em.fork(),
    `select id from catalogue_entry where share_type = ? and state = 'published' and provider_id <> 'housing' order by id limit 1`,
    [shareType],
  );
  return entry?.id ?? '';
}

async function grantStates(caseId: string): Promise<string[]> {
  const found = await rows<{ state: string }>(world.db.orm.em.fork(), 'select state from share_grant where case_id = ?', [caseId]);
  return found.map((grant) => grant.state);
}
