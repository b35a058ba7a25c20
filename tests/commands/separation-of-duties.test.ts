import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideTask } from '#server/commands/decide-task.ts';
import type { Actor, Role } from '#server/domain/actor.ts';
import { inbox } from '#server/queries/inbox.ts';
import { inboxCounts } from '#server/queries/inbox-counts.ts';
import { taskDetails } from '#server/queries/task-details.ts';
import { accepted, fileAndFollow } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

/** Who is barred does not find the task in the inbox, may read it as a party, and cannot decide it by its id. */
async function expectBarred(walk: Walk, element: string, actor: Actor): Promise<void> {
  const { input } = await walk.act(element, 'agree', { by: actor });
  const page = await inbox(office.db, actor, { box: 'todo', limit: 100 });
  expect(page.items.map((item) => item.id)).not.toContain(input.taskId);
  expect(await decideTask(office.db, actor, input)).toMatchObject({ code: 'forbidden', reason: 'own_case' });
  const details = accepted(await taskDetails(office.db, actor, { taskId: input.taskId }));
  expect(details).toMatchObject({ canDecide: false, cannotWhy: 'own_case', answers: {}, form: { options: {} } });
}

const BOTH: Role[] = ['dept_applicant', 'data_steward'];

test('nobody consents to an application that they filed', async () => {
  const both = await office.hire('both', 'housing', BOTH);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'both' });
  await expectBarred(walk, 'internal_consent', both);
  expect(await inboxCounts(office.db, both)).toMatchObject({ todo: 0, filed: 1 });
  await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
});

test('nobody consents to an application that they revised', async () => {
  const reviser = await office.hire('reviser', 'housing', BOTH);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  await walk.decide('internal_consent', 'return', { by: 'housing-steward' });
  await walk.decide('revise', 'done', { by: reviser });
  await expectBarred(walk, 'internal_consent', reviser);
  await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
});

test("a county's data officer is asked first, and is neither who filed nor who consents", async () => {
  const officer = await office.hire('officer-steward', 'county-540102', ['area_data_officer', 'data_steward']);
  await office.hire('officer-applicant', 'county-540102', ['area_data_officer', 'dept_applicant']);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'officer-applicant' });
  await expectBarred(walk, 'area_officer', await office.person('officer-applicant'));
  await walk.decide('area_officer', 'agree', { by: officer });
  await expectBarred(walk, 'internal_consent', officer);
  await walk.decide('internal_consent', 'agree', { by: 'county-540102-steward' });
  await walk.decide('formal_check', 'pass');
});

test('who signed one duty of a case signs no other of it', async () => {
  const all = await office.hire('all', 'police', ['data_steward', 'dept_confidentiality_reviewer', 'dept_leader']);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [4] });
  await walk.decide('internal_consent', 'agree');
  await walk.decide('formal_check', 'pass');
  await walk.decide('provider_decision', 'agree', { by: all });
  await expectBarred(walk, 'confidentiality_opinion', all);
  await walk.decide('confidentiality_opinion', 'agree', { by: 'police-secrecy' });
  await expectBarred(walk, 'leader_approval', all);
  await walk.decide('leader_approval', 'return', { by: 'police-leader' });
  await walk.decide('provider_decision', 'agree', { by: all });
});

test("a member of the applicant's department does not answer it, whatever else they are appointed to", async () => {
  const twoHats = await office.hire('two-hats', 'police', ['data_steward'], 'housing');
  const appointed = await office.hire('appointed', 'police', ['data_steward']);
  await office.sql(
    `insert into appointment (account_id, organisation_id, role, valid_from) values ('appointed', 'housing', 'dept_leader', '2025-08-01')`,
  );
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
  await walk.decide('formal_check', 'pass');
  await expectBarred(walk, 'provider_decision', twoHats);
  await expectBarred(walk, 'provider_decision', appointed);
  expect((await walk.task('provider_decision')).barred.toSorted()).toEqual([
    'appointed',
    'housing-applicant',
    'housing-steward',
    'two-hats',
  ]);
});

test('an appointment on the other side that came after the task was opened is found when deciding', async () => {
  await office.hire('moved', 'police', ['data_steward']);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
  await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
  await walk.decide('formal_check', 'pass');
  const { actor, input } = await walk.act('provider_decision', 'agree', { by: 'moved' });
  expect(await decideTask(office.db, { ...actor, groups: [...actor.groups, 'housing:dept_applicant'] }, input)).toMatchObject({
    code: 'forbidden',
    reason: 'own_case',
  });
});

test('confirming terms, supplementing and revising are no decisions: the filer may', async () => {
  const walk = await fileAndFollow(office, { entry: 'cat-003', levels: [1] });
  await walk.decide('internal_consent', 'return');
  await walk.decide('revise', 'done', { by: 'housing-applicant' });
  await walk.decide('internal_consent', 'agree');
  await walk.decide('formal_check', 'pass');
  await walk.decide('provider_decision', 'supplement');
  await walk.decide('supplement', 'done', { by: 'housing-applicant' });
  await walk.decide('provider_decision', 'agree');
  await walk.decide('terms_applicant', 'confirm', { by: 'housing-applicant' });
});

describe('the post in which somebody acts', () => {
  test('is recorded with the signature', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
    expect(await office.sql('select acting_as from decision where case_id = $1', [walk.id])).toEqual([
      { acting_as: 'housing:data_steward' },
    ]);
  });

  test('counts as of today: one that ended yesterday or begins tomorrow decides nothing', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    for (const [id, from, to] of [
      ['past', '2025-08-01', '2026-11-22'],
      ['future', '2026-11-24', null],
    ] as const) {
      await office.sql(
        `insert into account (id, username, display_name, organisation_id, password_hash) values ($1, $1, $1, 'housing', '')`,
        [id],
      );
      await office.sql(
        `insert into appointment (account_id, organisation_id, role, valid_from, valid_to) values ($1, 'housing', 'data_steward', $2, $3)`,
        [id, from, to],
      );
      const actor = await office.person(id);
      expect(actor.groups).toEqual([]);
      const { input } = await walk.act('internal_consent', 'agree', { by: 'housing-steward' });
      expect(await decideTask(office.db, actor, input)).toMatchObject({ code: 'not_found' });
      expect((await inbox(office.db, actor, { box: 'todo' })).items).toEqual([]);
    }
    office.at('2026-11-24T00:00:00');
    expect((await office.person('future')).groups).toEqual(['housing:data_steward']);
    office.at('2026-11-22T23:59:59');
    expect((await office.person('past')).groups).toEqual(['housing:data_steward']);
    office.at('2026-11-23T09:00:00');
  });
});
