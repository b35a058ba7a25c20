import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { attendClocks } from '#server/commands/attend-clocks.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { setDeputy } from '#server/commands/set-deputy.ts';
import { transferTask } from '#server/commands/transfer-task.ts';
import { ledger } from '#server/queries/supervision.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

/** What no configuration allows, each tried. */

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});
afterEach(() => office.at(MORNING));

async function expectUndecided(walk: Walk, element: string): Promise<void> {
  const { id } = await walk.task(element);
  expect(await office.sql('select 1 from decision where task_id = $1', [id])).toEqual([]);
}

async function attendAll(): Promise<void> {
  while ((await attendClocks(office.db)) > 0);
}

test('nothing is approved by time-out: a year after every limit the step still waits', async () => {
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  office.at('2027-11-23T09:00:00');
  await attendAll();
  await walk.follow();
  expect(await walk.open()).toEqual(['provider_decision']);
  await expectUndecided(walk, 'provider_decision');
});

test('nothing is approved because nobody is there: the step waits for its post, however long', async () => {
  await office.sql(`update account set active = false where organisation_id = 'police'`);
  const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
  office.at('2027-11-23T09:00:00');
  await attendAll();
  await walk.follow();
  expect(await walk.open()).toEqual(['provider_decision']);
  await expectUndecided(walk, 'provider_decision');
  await office.sql(`update account set active = true where organisation_id = 'police'`);
});

test('nothing is approved by the applicant’s own hand, of whatever post; the attempt stands in the ledger', async () => {
  const both = await office.hire('own-hand', 'housing', ['dept_applicant', 'data_steward', 'dept_leader']);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'own-hand' });
  expect(await walk.attempt('internal_consent', 'agree', { by: both })).toMatchObject({ reason: 'own_case' });
  await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
  await walk.decide('formal_check', 'pass');
  expect(await walk.attempt('provider_decision', 'agree', { by: 'housing-steward' })).toMatchObject({ code: 'forbidden' });
  await expectUndecided(walk, 'provider_decision');
  const { items } = accepted(await ledger(office.db, await office.person('bdb-sec'), { kind: 'bypass_attempt' }));
  expect(items.filter((entry) => entry.case?.id === walk.id).map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['own_case', 'applicant_decides_nothing']),
  );
});

test('nothing is done in another’s name without a deputy record, and what is tried instead stands in the ledger', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const { input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
  const other = await office.fresh('housing-reviewer');
  expect(await decideTask(office.db, other, input)).toMatchObject({ refused: true });
  expect(await transferTask(office.db, other, { taskId: input.taskId, to: 'housing-reviewer', reason: '代办' })).toMatchObject({
    refused: true,
  });
  await expectUndecided(walk, 'internal_consent');
  const { items } = accepted(await ledger(office.db, await office.person('bdb-sec'), { kind: 'bypass_attempt' }));
  expect(items.filter((entry) => entry.case?.id === walk.id)).toHaveLength(1);
});

test('a deputy whose record ended while their page was open is refused at completion', async () => {
  const principal = await office.fresh('housing-steward');
  const term = { from: '2026-11-23', to: '2026-11-24', reason: '出差' };
  accepted(
    await setDeputy(office.db, principal, {
      principalId: 'housing-steward',
      deputyId: 'housing-reviewer',
      ...term,
    }),
  );
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const { input } = await walk.act('internal_consent', 'agree', { by: await office.fresh('housing-reviewer') });
  office.at('2026-11-25T09:00:00');
  expect(await decideTask(office.db, await office.fresh('housing-reviewer'), input)).toMatchObject({ refused: true });
  await expectUndecided(walk, 'internal_consent');
});

test('nothing is back-dated: the instant is the server’s, and the record keeps its order', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  const { actor, input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
  const backDated = { ...input, at: new Date('2020-01-01'), decidedAt: '2020-01-01' };
  accepted(await decideTask(office.db, actor, backDated));
  expect(await office.sql('select decided_at from decision where task_id = $1', [input.taskId])).toEqual([{ decided_at: office.db.now() }]);
  const housing = await office.fresh('housing-steward');
  const past = {
    organisationId: 'housing',
    principalId: 'housing-steward',
    deputyId: 'housing-reviewer',
    from: '2026-11-01',
    to: '2026-11-30',
  };
  expect(await setDeputy(office.db, housing, { ...past, reason: '补登' })).toMatchObject({ code: 'invalid' });
});
