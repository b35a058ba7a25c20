import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimTask } from '#server/commands/claim-task.ts';
import { decideTask } from '#server/commands/decide-task.ts';
import { handOver } from '#server/commands/hand-over.ts';
import { saveDraft } from '#server/commands/save-draft.ts';
import { setDeputy } from '#server/commands/set-deputy.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { caseDetails } from '#server/queries/case-details.ts';
import { drafts } from '#server/queries/drafts.ts';
import { handoverPreview } from '#server/queries/handover-preview.ts';
import type { HandoverPlan } from '#server/queries/handover-preview.ts';
import { accepted, applicationAnswers, fileAndFollow } from '../support/cases.ts';
import { offeredTo } from '../support/operations.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

const REASON = '2026年11月调离';

async function plan(by: string, leaverId: string, successorId: string): Promise<HandoverPlan> {
  const preview = accepted(await handoverPreview(office.db, await office.person(by), { leaverId, successorId }));
  if (!preview.plan) throw new Error('nobody is named');
  return preview.plan;
}

async function confirm(by: string, leaverId: string, successorId: string, reason = REASON) {
  const { fingerprint } = await plan(by, leaverId, successorId);
  return handOver(office.db, await office.person(by), { leaverId, successorId, reason, fingerprint });
}

describe('a leaver’s holdings', () => {
  test('go to the successor in one go: posts, drafts with their files, deputies end, tasks on the record of their cases', async () => {
    const leaver = await office.person('housing-steward');
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    const task = await walk.task('internal_consent');
    const draft = accepted(
      await saveDraft(office.db, leaver, { process: 'conditional-share', subject: `task:${task.id}`, answers: { opinion: '拟同意' } }),
    );
    const deputy = { principalId: 'housing-steward', deputyId: 'housing-compiler', from: '2026-12-01', to: '2026-12-05', reason: '休假' };
    accepted(await setDeputy(office.db, leaver, deputy));
    expect(await plan('housing-leader', 'housing-steward', 'housing-secrecy')).toMatchObject({
      posts: [{ role: 'data_steward', heldAlready: false }],
      deputies: 1,
      drafts: [task.name],
      tasks: [{ id: task.id, barsSuccessor: false }],
      refused: null,
    });
    expect(accepted(await confirm('housing-leader', 'housing-steward', 'housing-secrecy'))).toMatchObject({
      tasks: 1,
      drafts: 1,
      appointments: 1,
    });
    const successor = await office.fresh('housing-secrecy');
    expect(successor.groups).toEqual(['housing:data_steward', 'housing:dept_confidentiality_reviewer']);
    expect((await drafts(office.db, successor, {})).items.map(({ id }) => id)).toEqual([draft.id]);
    await expect(office.fresh('housing-steward')).rejects.toThrow('cannot sign in');
    expect(await office.sql('select ended_at is not null as ended from deputy where principal_id = $1', ['housing-steward'])).toEqual([
      { ended: true },
    ]);
    expect(
      await office.sql(`select actor, data->>'from' as "from", data->>'to' as "to" from event where type = 'task.handed_over'`),
    ).toEqual([{ actor: 'housing-leader', from: 'housing-steward', to: 'housing-secrecy' }]);
    expect(accepted(await caseDetails(office.db, walk.filer, { caseId: walk.id })).timeline.map(({ type }) => type)).toContain(
      'task.handed_over',
    );
    expect(office.told).toContainEqual({ kind: 'session.ended', accountId: 'housing-steward' });
    await walk.decide('internal_consent', 'agree', { by: successor });
    const past = accepted(await handoverPreview(office.db, await office.person('housing-leader'), {})).past;
    expect(past).toMatchObject([{ reason: REASON, posts: 1, drafts: 1, tasks: 1 }]);
    const { input } = { input: { taskId: task.id, outcome: 'agree', answers: {}, opinion: '', basis: '', revision: 1 } };
    expect(await decideTask(office.db, await office.fresh('housing-secrecy'), input)).toMatchObject({ code: 'already_decided' });
  });

  test('name a task from which separation of duties bars the successor, before it is too late', async () => {
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'culture-applicant' });
    const task = await walk.task('internal_consent');
    expect((await plan('culture-leader', 'culture-steward', 'culture-applicant')).tasks).toMatchObject([
      { id: task.id, barsSuccessor: true },
    ]);
    expect((await plan('culture-leader', 'culture-steward', 'culture-secrecy')).tasks).toMatchObject([
      { id: task.id, barsSuccessor: false },
    ]);
  });

  test('go back to the post where the leaver had them in hand, also when colleagues are left', async () => {
    const colleague = await office.hire('culture-second', 'culture', ['data_steward']);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'culture-applicant' });
    const task = await walk.task('internal_consent');
    accepted(await claimTask(office.db, await office.person('culture-steward'), { taskId: task.id }));
    accepted(await confirm('culture-leader', 'culture-steward', 'culture-secrecy'));
    expect(await offeredTo(office, task.id)).toEqual(['culture:data_steward']);
    await walk.decide('internal_consent', 'agree', { by: colleague });
  });

  test('what the successor has begun on the same entry stays', async () => {
    const subject = 'entry:cat-040';
    const answers = await applicationAnswers(office, { entry: 'cat-040' });
    for (const [by, scenario] of [
      ['sci-applicant', '离职者写的场景'],
      ['sci-compiler', '接手者写的场景'],
    ] as const) {
      await office.sql(
        `insert into appointment (account_id, organisation_id, role, valid_from) values ($1, 'sci', 'dept_applicant', '2025-09-01')`,
        [by],
      );
      accepted(
        await saveDraft(office.db, await office.person(by), { process: 'conditional-share', subject, answers: { ...answers, scenario } }),
      );
    }
    await office.sql(`delete from appointment where account_id = 'sci-applicant' and valid_from = '2025-09-01'`);
    accepted(await confirm('sci-leader', 'sci-applicant', 'sci-compiler'));
    expect((await drafts(office.db, await office.fresh('sci-compiler'), {})).items).toMatchObject([
      { answers: { scenario: '接手者写的场景' } },
    ]);
  });
});

describe('a handover is refused', () => {
  test('for oneself, to oneself, and by whoever could not give every role', async () => {
    expect((await plan('edu-leader', 'edu-leader', 'edu-steward')).refused).toMatchObject({ reason: 'may_not_hand_over' });
    expect((await plan('edu-leader', 'edu-applicant', 'edu-leader')).refused).toMatchObject({ reason: 'appointing_oneself' });
    expect((await plan('edu-steward', 'edu-leader', 'edu-applicant')).refused).toBeNull();
    await office.hire('edu-second', 'edu', ['data_steward']);
    expect((await plan('edu-steward', 'edu-second', 'edu-applicant')).refused).toMatchObject({ reason: 'may_not_hand_over' });
    for (const by of ['edu-applicant', 'auditor-1', 'bdb-ops'])
      expect(await handoverPreview(office.db, await office.person(by), {}), by).toMatchObject({ code: 'forbidden' });
    const foreign = { leaverId: 'edu-applicant', successorId: 'edu-compiler', reason: REASON, fingerprint: '' };
    expect(await handOver(office.db, await office.person('police-leader'), foreign)).toMatchObject({ reason: 'may_not_hand_over' });
  });

  test('to whom the roles would meet incompatible ones, or without a reason', async () => {
    expect((await plan('edu-leader', 'edu-compiler', 'edu-reviewer')).refused).toMatchObject({
      fields: { successorId: { code: 'incompatible_plan_32' } },
    });
    expect((await plan('bdb-leader', 'bdb-flow', 'bdb-flow2')).refused).toMatchObject({
      fields: { successorId: { code: 'incompatible_sod_5' } },
    });
    expect(await confirm('edu-leader', 'edu-applicant', 'edu-compiler', '')).toMatchObject({
      fields: { reason: { code: 'reason_required' } },
    });
  });

  test('when something came or went since it was shown', async () => {
    const shown = await plan('edu-leader', 'edu-steward', 'edu-secrecy');
    await fileAndFollow(office, { entry: 'cat-018', levels: [2], by: 'edu-applicant' });
    await office.sql(`update appointment set valid_to = '2026-11-22' where account_id = 'edu-second'`);
    const given = { leaverId: 'edu-steward', successorId: 'edu-secrecy', reason: REASON, fingerprint: shown.fingerprint };
    expect(await handOver(office.db, await office.person('edu-leader'), given)).toMatchObject({ reason: 'handover_changed' });
    accepted(await confirm('edu-leader', 'edu-steward', 'edu-secrecy'));
  });

  test('of two at once for the same leaver one', async () => {
    const [one, other] = [await plan('tax-leader', 'tax-steward', 'tax-secrecy'), await plan('tax-leader', 'tax-steward', 'tax-applicant')];
    const leader = await office.person('tax-leader');
    const done = await Promise.all(
      [one, other].map(({ leaverId, successorId, fingerprint }) =>
        handOver(office.db, leader, { leaverId, successorId, fingerprint, reason: REASON }),
      ),
    );
    expect(done.filter(isRefusal)).toHaveLength(1);
    expect(
      await office.sql(`select 1 from appointment where organisation_id = 'tax' and role = 'data_steward' and valid_to is null`),
    ).toHaveLength(1);
  });
});
