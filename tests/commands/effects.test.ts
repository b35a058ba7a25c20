import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activateGrant } from '#server/commands/activate-grant.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { extendClock } from '#server/commands/extend-clock.ts';
import { openTask } from '#server/commands/open-task.ts';
import { recordReply } from '#server/commands/record-reply.ts';
import { requestExtension } from '#server/commands/request-extension.ts';
import { stopCase } from '#server/commands/stop-case.ts';
import { CaseFile } from '#server/db/entities/case-file.ts';
import { markDelivered } from '../engine/support/cases.ts';
import { accepted, fileAndFollow, fileToProvider, nextJobKey } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { beijing, MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const reply = (walk: Walk) => recordReply(office.db, { caseId: walk.id, run: 1, element: 'record_reply' });
const activate = (walk: Walk) => activateGrant(office.db, { caseId: walk.id, run: 1, element: 'activate' });

/** A step that some drawing put there, whoever it asks: the engine's word is taken for it. */
async function drawn(walk: Walk, element: string, candidates: readonly string[]): Promise<void> {
  await markDelivered(office.db, walk.id);
  await openTask(office.db, { jobKey: nextJobKey(), caseId: walk.id, run: 1, element, candidates });
}

/** Decides without the engine hearing of it. */
async function sign(walk: Walk, element: string, outcome: string, by?: string): Promise<void> {
  const { actor, input } = await walk.act(element, outcome, by === undefined ? {} : { by });
  accepted(await decideTask(office.db, actor, input), element);
}

/** Filed and consented to inside the applicant's department. */
async function filed(levels: number[]): Promise<Walk> {
  office.at(MORNING);
  const walk = await fileAndFollow(office, { entry: 'cat-018', levels });
  await sign(walk, 'internal_consent', 'agree');
  return walk;
}

describe('no reply is recorded, whatever was drawn,', () => {
  test('without a decision of the provider, or on one that asks for a supplement', async () => {
    const walk = await filed([2]);
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_provider_decision' });
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'supplement');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_provider_decision' });
  });

  test("without the consent of the applicant's own department", async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_internal_consent' });
  });

  test('for a county without the agreement of its data officer', async () => {
    office.at(MORNING);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'county-540102-applicant' });
    await drawn(walk, 'internal_consent', ['county-540102:data_steward']);
    await sign(walk, 'internal_consent', 'agree');
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_area_consent' });
  });

  test('on the decision of another department, the bureau included (requirement 15)', async () => {
    const walk = await filed([2]);
    await drawn(walk, 'provider_decision', ['civil:data_steward', 'bdb:bureau_leader']);
    await sign(walk, 'provider_decision', 'agree', 'bdb-leader');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'decided_by_another_department' });
  });

  test('from level 3 on without the opinion of the confidentiality reviewer given after the decision', async () => {
    const walk = await filed([3]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_confidentiality_opinion' });
    await drawn(walk, 'confidentiality_opinion', ['police:dept_confidentiality_reviewer']);
    await sign(walk, 'confidentiality_opinion', 'agree');
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'partly');
    expect(await reply(walk)).toMatchObject({ reason: 'no_confidentiality_opinion' });
    await drawn(walk, 'confidentiality_opinion', ['police:dept_confidentiality_reviewer']);
    await sign(walk, 'confidentiality_opinion', 'return');
    expect(await reply(walk)).toMatchObject({ reason: 'no_confidentiality_opinion' });
  });

  test('on an opinion of another post, or an approval of another leader', async () => {
    const walk = await filed([4]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    await drawn(walk, 'confidentiality_opinion', ['bdb:bureau_share_officer']);
    await sign(walk, 'confidentiality_opinion', 'agree');
    expect(await reply(walk)).toMatchObject({ reason: 'no_confidentiality_opinion' });
    await drawn(walk, 'confidentiality_opinion', ['police:dept_confidentiality_reviewer']);
    await sign(walk, 'confidentiality_opinion', 'agree');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_leader_approval' });
    await drawn(walk, 'leader_approval', ['civil:dept_leader']);
    await sign(walk, 'leader_approval', 'agree');
    expect(await reply(walk)).toMatchObject({ reason: 'no_leader_approval' });
    await drawn(walk, 'leader_approval', ['police:dept_leader']);
    await sign(walk, 'leader_approval', 'agree');
    accepted(await reply(walk));
  });

  test('at level 4 on a refusal that no leader signed', async () => {
    const walk = await filed([4]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'refuse');
    expect(await reply(walk)).toMatchObject({ reason: 'no_leader_approval' });
  });

  test('on a decision about content that was changed since', async () => {
    const walk = await filed([2]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    await drawn(walk, 'revise', ['housing:dept_applicant']);
    await sign(walk, 'revise', 'done');
    expect(await reply(walk)).toMatchObject({ code: 'wrong_state', reason: 'decided_on_older_content' });
  });
});

describe('no grant becomes active, whatever was drawn,', () => {
  async function agreed(): Promise<Walk> {
    const walk = await filed([2]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    expect(await activate(walk)).toMatchObject({ code: 'wrong_state', reason: 'no_approved_grant' });
    accepted(await reply(walk));
    return walk;
  }

  test('without the terms of both sides, each accepted by that side, and a delivery after them (requirement 19)', async () => {
    const walk = await agreed();
    await drawn(walk, 'provision', ['police:data_steward']);
    await sign(walk, 'provision', 'done');
    expect(await activate(walk)).toMatchObject({ reason: 'terms_not_accepted' });
    await drawn(walk, 'terms_applicant', ['police:data_steward']);
    await sign(walk, 'terms_applicant', 'confirm');
    await drawn(walk, 'terms_provider', ['police:data_steward']);
    await sign(walk, 'terms_provider', 'confirm');
    expect(await activate(walk)).toMatchObject({ reason: 'terms_not_accepted' });
    await drawn(walk, 'terms_applicant', ['housing:data_steward']);
    await sign(walk, 'terms_applicant', 'confirm');
    expect(await activate(walk)).toMatchObject({ reason: 'no_provision' });
    await drawn(walk, 'provision', ['police:data_steward']);
    await sign(walk, 'provision', 'done');
    accepted(await activate(walk));
    expect(await walk.grant()).toMatchObject({ state: 'active' });
  });

  test('when the provider refused', async () => {
    const walk = await filed([2]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'refuse');
    accepted(await reply(walk));
    accepted(await activate(walk));
    expect(await walk.grant()).toBeNull();
    expect(await walk.file()).toMatchObject({ state: 'refused' });
  });

  test('and an entry that is shared is not stopped', async () => {
    const walk = await filed([2]);
    expect(await stopCase(office.db, { caseId: walk.id, run: 1, element: 'stop_not_shared' })).toMatchObject({
      code: 'wrong_state',
      reason: 'entry_is_shared',
    });
  });
});

describe('an effect', () => {
  test('that comes twice, or many times at once, is once', async () => {
    const walk = await filed([2]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    for (const done of await Promise.all(Array.from({ length: 6 }, () => reply(walk)))) accepted(done);
    await drawn(walk, 'terms_applicant', ['housing:data_steward']);
    await drawn(walk, 'terms_provider', ['police:data_steward']);
    await sign(walk, 'terms_applicant', 'confirm');
    await sign(walk, 'terms_provider', 'confirm');
    accepted(await reply(walk));
    await drawn(walk, 'provision', ['police:data_steward']);
    await sign(walk, 'provision', 'done');
    for (const done of await Promise.all(Array.from({ length: 6 }, () => activate(walk)))) accepted(done);
    const events = await office.sql<{ type: string; n: number }>(
      `select type, count(*)::int as n from event where case_id = $1 and type ~ '^(reply|grant|provision)' group by 1 order by 1`,
      [walk.id],
    );
    expect(events).toEqual([
      { type: 'grant.activated', n: 1 },
      { type: 'grant.approved', n: 1 },
      { type: 'provision.recorded', n: 1 },
      { type: 'reply.recorded', n: 1 },
    ]);
  });

  test('at once for unconditional shares makes one grant with one number', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-002' });
    await Promise.all(Array.from({ length: 4 }, () => activate(walk)));
    expect(await office.sql('select 1 from share_grant where case_id = $1', [walk.id])).toHaveLength(1);
  });

  test('for a case that is not there is refused', async () => {
    for (const effect of [recordReply, activateGrant, stopCase, extendClock]) {
      expect(await effect(office.db, { caseId: '0b7e7e0e-0000-4000-8000-000000000000', run: 1, element: 'x' })).toMatchObject({
        code: 'not_found',
      });
    }
  });

  test('carries out each consent to an extension once, also when it comes late, or again after a later refusal', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const taskId = (await walk.task('provider_decision')).id;
    const steward = await office.person('police-steward');
    const extend = () => extendClock(office.db, { caseId: walk.id, run: 1, element: 'extend_clock' });
    expect(await extend()).toMatchObject({ reason: 'no_extension_consent' });
    for (const [days, outcome] of [
      [2, 'agree'],
      [3, 'agree'],
      [5, 'refuse'],
    ] as const) {
      accepted(await requestExtension(office.db, steward, { taskId, days, reason: '会商' }));
      await drawn(walk, 'extension_consent', ['bdb:bureau_share_officer']);
      const { actor, input } = await walk.act('extension_consent', outcome, outcome === 'agree' ? { answers: { grantedDays: days } } : {});
      accepted(await decideTask(office.db, actor, input));
    }
    accepted(await extend());
    accepted(await extend());
    expect((await walk.task('provider_decision')).dueAt).toEqual(beijing('2026-12-14T18:00:00'));
    expect(
      await office.sql(`select data->'days' as days from event where case_id = $1 and type = 'clock.extended' order by seq`, [walk.id]),
    ).toEqual([{ days: 2 }, { days: 3 }]);
  });
});

describe('signatures count in the order of the chain', () => {
  test("when the machine's clock stands still or goes back", async () => {
    const walk = await filed([3]);
    await drawn(walk, 'provider_decision', ['police:data_steward']);
    await sign(walk, 'provider_decision', 'agree');
    office.at('2026-11-23T08:00:00');
    await drawn(walk, 'confidentiality_opinion', ['police:dept_confidentiality_reviewer']);
    await sign(walk, 'confidentiality_opinion', 'agree');
    accepted(await reply(walk));
    expect(await walk.grant()).toMatchObject({ state: 'approved' });
  });
});

describe('a grant never exceeds what was applied for', () => {
  test('neither in items nor in way, quantity or time (requirement 16)', async () => {
    office.at(MORNING);
    const walk = await fileToProvider(office, {
      entry: 'cat-018',
      levels: [2],
      answers: { method: 'verify_api', frequency: 200, frequencyUnit: 'per_month', validFrom: '2026-12-01', validTo: '2027-06-30' },
    });
    expect(
      await walk.attempt('provider_decision', 'agree', {
        answers: { approvedItems: ['cat-018-01', 'cat-018-02', 'cat-018-03', 'cat-018-04'] },
      }),
    ).toMatchObject({ code: 'invalid', fields: { approvedItems: { code: 'not_an_option' } } });
    expect(await walk.attempt('provider_decision', 'agree', { answers: { approvedMethod: 'query_api' } })).toMatchObject({
      code: 'invalid',
      fields: { approvedMethod: { code: 'not_an_option' } },
    });
    for (const [path, answers] of [
      ['quota', { quota: 100, quotaUnit: 'per_day' }],
      ['validTo', { validTo: '2027-07-01' }],
      ['validTo', { validTo: '2026-12-01' }],
    ] as const)
      expect(await walk.attempt('provider_decision', 'agree', { answers })).toMatchObject({ code: 'invalid', fields: { [path]: {} } });
    await walk.decide('provider_decision', 'agree', { answers: { quota: 5, quotaUnit: 'per_day', validTo: '2027-06-30' } });
    expect(await walk.grant()).toMatchObject({
      method: 'verify_api',
      quota: 5,
      quotaUnit: 'per_day',
      validFrom: '2026-12-01',
      validTo: '2027-06-30',
    });
  });
});

describe('the record', () => {
  test.each(['event', 'decision'])('of %s can be added to, and nothing else, by the application (requirement 8)', async (table) => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const em = office.db.orm.em.fork();
    for (const statement of [
      `update ${table} set case_id = case_id`,
      `delete from ${table}`,
      `truncate ${table}`,
      `alter table ${table} disable trigger all`,
    ]) {
      await expect(em.execute(statement), statement).rejects.toThrow(/permission denied|must be owner/);
    }
    expect(await em.findOneOrFail(CaseFile, { id: walk.id })).toBeDefined();
  });

  test('stays whole when what people wrote is erased', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    await office.db.orm.em
      .fork()
      .execute(`update case_content set answers = '{}', opinion = '', basis = '', salt = '', erased_at = now() where case_id = ?`, [
        walk.id,
      ]);
  });
});
