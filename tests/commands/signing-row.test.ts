import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrake } from '#server/auth/brake.ts';
import type { Brake } from '#server/auth/brake.ts';
import { putInRow } from '#server/commands/put-in-row.ts';
import { takeFromRow } from '#server/commands/take-from-row.ts';
import { withdrawCase } from '#server/commands/withdraw-case.ts';
import type { Actor } from '#server/domain/actor.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { putTogether, signCard, signRow } from '#server/http/sign-cards.ts';
import { cards } from '#server/queries/cards.ts';
import type { Cards } from '#server/queries/cards.ts';
import { signingRow } from '#server/queries/signing-row.ts';
import { together } from '#server/queries/together.ts';
import { accepted, fileToProvider } from '../support/cases.ts';
import type { Walk } from '../support/cases.ts';
import { MORNING, openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const proof = { password: 'gongkai-demo', address: '127.0.0.1' };
const REFUSAL = { opinion: '所申请的信息项超出履职需要', basis: '《政务数据共享条例》第二十一条' };

let office: Office;
let brake: Brake;
let leader: Actor;
beforeAll(async () => {
  office = await openOffice();
  brake = await openBrake(office.db.orm, { perAccount: 3, perAddress: 100, windowSeconds: 60 });
  leader = await office.person('bdb-leader');
});
afterAll(async () => {
  await office.close();
});
beforeEach(async () => {
  office.at(MORNING);
  await office.sql('delete from signing_row');
});

/** A department asks for its own data, so the bureau's leader answers in its place. */
function forTheLeader(levels = [2]): Promise<Walk> {
  return fileToProvider(office, { entry: 'cat-018', levels, by: 'police-applicant' });
}

/** What the leader's card of that task would post. */
async function refusal(walk: Walk) {
  const task = await walk.task('provider_decision');
  return { taskId: task.id, outcome: 'refuse', answers: {}, revision: (await walk.file()).revision, ...REFUSAL };
}

async function shown(input: { taskId?: string } = {}, actor = leader): Promise<Cards> {
  return accepted(await cards(office.db, actor, input));
}

describe('a card', () => {
  test('is the most urgent task of a leader; what needs a form is not offered on it, and what is in the row comes no more', async () => {
    const [first, second] = [await forTheLeader(), await forTheLeader()];
    const [one, two] = [(await first.task('provider_decision')).id, (await second.task('provider_decision')).id];
    const seen = await shown();
    expect(seen).toMatchObject({ place: 1, count: 2, next: expect.any(String), row: [], card: { alone: false } });
    expect(seen.card?.outcomes.map(({ key }) => key)).toEqual(['refuse']);
    expect(seen.card?.task.outcomes.map(({ key }) => key)).toContain('agree');
    accepted(await putInRow(office.db, leader, await refusal(first)));
    expect(await shown()).toMatchObject({
      place: 1,
      count: 1,
      next: null,
      card: { task: { id: two } },
      row: [{ taskId: one, outcome: 'refuse' }],
    });
    expect(await shown({ taskId: one })).toMatchObject({ card: { task: { id: two } } });
    for (const walk of [first, second]) await withdrawCase(office.db, walk.filer, { caseId: walk.id });
    expect(await shown()).toMatchObject({ card: null, count: 0, row: [] });
  });

  test('shows nobody a task that is not theirs', async () => {
    const walk = await forTheLeader();
    const { id } = await walk.task('provider_decision');
    expect(await shown({ taskId: id }, await office.person('police-leader'))).toMatchObject({ card: null });
    expect(await shown({ taskId: id }, await office.person('bdb-exchange'))).toMatchObject({ card: null });
    await withdrawCase(office.db, walk.filer, { caseId: walk.id });
  });
});

describe('into the row', () => {
  test('goes what may stand as a decision, and nothing is decided by it', async () => {
    const walk = await forTheLeader();
    const act = await refusal(walk);
    expect(await putInRow(office.db, leader, { ...act, opinion: ' ' })).toMatchObject({ code: 'invalid', fields: { opinion: {} } });
    expect(await putInRow(office.db, leader, { ...act, outcome: 'pass' })).toMatchObject({ code: 'invalid', fields: { outcome: {} } });
    expect(await putInRow(office.db, leader, { ...act, revision: act.revision + 1 })).toMatchObject({ code: 'stale_revision' });
    expect(await putInRow(office.db, await office.person('police-steward'), act)).toMatchObject({ code: 'forbidden' });
    accepted(await putInRow(office.db, leader, act));
    accepted(await putInRow(office.db, leader, { ...act, opinion: '改过的意见' }));
    expect(await signingRow(office.db, leader)).toMatchObject([{ opinion: '改过的意见' }]);
    expect((await walk.task('provider_decision')).state).toBe('open');
    expect(await signingRow(office.db, await office.person('bdb-exchange'))).toEqual([]);
    await takeFromRow(office.db, leader, act);
    expect(await signingRow(office.db, leader)).toEqual([]);
    await withdrawCase(office.db, walk.filer, { caseId: walk.id });
  });

  test('goes no confidentiality and no level 3 or above: these are signed one by one', async () => {
    const walk = await fileToProvider(office, { entry: 'cat-040', levels: [4] });
    await walk.decide('provider_decision', 'agree');
    await walk.decide('confidentiality_opinion', 'agree');
    const task = await walk.task('leader_approval');
    const civil = await office.person('civil-leader');
    expect(await shown({}, civil)).toMatchObject({ card: { alone: true, task: { id: task.id } } });
    const act = { taskId: task.id, outcome: 'agree', answers: {}, opinion: '同意', basis: '', revision: (await walk.file()).revision };
    expect(await putInRow(office.db, civil, act)).toMatchObject({ code: 'wrong_state', reason: 'signs_alone' });
    expect(await signCard(office.db, brake, civil, { ...act, ...proof, password: 'wrong' })).toMatchObject({
      code: 'invalid',
      fields: { password: { code: 'password_wrong' } },
    });
    expect((await walk.task('leader_approval')).state).toBe('open');
    expect(await signCard(office.db, brake, civil, { ...act, ...proof })).toMatchObject({ outcome: 'agree' });
  });
});

describe('several opened tasks get one decision', () => {
  const opened = async (walk: Walk) => ({ taskId: (await walk.task('provider_decision')).id, revision: (await walk.file()).revision });

  test('which each goes into the row by itself; it takes a reason and a basis where one of them would', async () => {
    const walks = [await forTheLeader(), await forTheLeader()];
    const tasks = [await opened(walks[0] as Walk), await opened(walks[1] as Walk)];
    const offered = accepted(await together(office.db, leader, { tasks }));
    expect(offered.items.map(({ refused }) => refused)).toEqual([null, null]);
    expect(offered.outcomes.map(({ key }) => key)).toEqual(['refuse']);
    expect(await putTogether(office.db, leader, { tasks, outcome: 'refuse', opinion: '', basis: '' })).toMatchObject({ code: 'invalid' });
    expect(await signingRow(office.db, leader)).toEqual([]);
    expect(await putTogether(office.db, leader, { tasks, outcome: 'refuse', ...REFUSAL })).toBeNull();
    expect(await together(office.db, leader, { tasks })).toMatchObject({ items: [] });
    expect(await signRow(office.db, brake, leader, proof)).toMatchObject({ items: [{ refused: null }, { refused: null }] });
    expect(await office.sql('select 1 from decision where task_id = any ($1)', [tasks.map(({ taskId }) => taskId)])).toHaveLength(2);
  });

  test('but not what changed since it was opened, is of level 3 or above, or is not theirs: each says why', async () => {
    const [changed, high] = [await forTheLeader(), await forTheLeader()];
    await office.sql(`update case_file set facts = facts || '{"level": 3}' where id = $1`, [high.id]);
    const stale = { ...(await opened(changed)), revision: 99 };
    const tasks = [stale, await opened(high)];
    const offered = accepted(await together(office.db, leader, { tasks }));
    expect(offered.items.map(({ refused }) => refused?.reason)).toEqual(['row_changed', 'signs_alone']);
    expect(offered.outcomes).toEqual([]);
    expect(await putTogether(office.db, leader, { tasks, outcome: 'refuse', ...REFUSAL })).toMatchObject({ code: 'stale_revision' });
    expect(await signingRow(office.db, leader)).toEqual([]);
    const stranger = await office.person('civil-steward');
    expect(await putTogether(office.db, stranger, { tasks, outcome: 'refuse', ...REFUSAL })).toMatchObject({ code: 'not_found' });
  });

  test('and nothing is signed whose level rose while it waited', async () => {
    const walk = await forTheLeader();
    expect(await putTogether(office.db, leader, { tasks: [await opened(walk)], outcome: 'refuse', ...REFUSAL })).toBeNull();
    await office.sql(`update case_file set facts = facts || '{"level": 3}' where id = $1`, [walk.id]);
    expect(await signRow(office.db, brake, leader, proof)).toMatchObject({ items: [{ refused: { reason: 'signs_alone' } }] });
    expect((await walk.task('provider_decision')).state).toBe('open');
  });

  test('what has a form to fill in is not signed unread', async () => {
    const walk = await forTheLeader();
    expect(await putTogether(office.db, leader, { tasks: [await opened(walk)], outcome: 'agree', opinion: '', basis: '' })).toBeNull();
    expect(await signRow(office.db, brake, leader, proof)).toMatchObject({ items: [{ refused: { reason: 'row_needs_form' } }] });
  });
});

describe('the row is signed', () => {
  test('with one look at the password, each task by itself: signature, event and message as of any decision', async () => {
    const walks = [await forTheLeader(), await forTheLeader()];
    for (const walk of walks) accepted(await putInRow(office.db, leader, await refusal(walk)));
    expect(await signRow(office.db, brake, leader, { ...proof, password: 'wrong' })).toMatchObject({ code: 'invalid' });
    expect(await signingRow(office.db, leader)).toHaveLength(2);
    const signed = await signRow(office.db, brake, leader, proof);
    expect(signed).toMatchObject({ items: [{ refused: null }, { refused: null }] });
    for (const walk of walks) {
      const decisions = await office.sql(`select account_id, outcome from decision where case_id = $1 and element = 'provider_decision'`, [
        walk.id,
      ]);
      expect(decisions).toEqual([{ account_id: 'bdb-leader', outcome: 'refuse' }]);
      await walk.follow();
      expect((await walk.file()).state).toBe('refused');
    }
    expect(await signingRow(office.db, leader)).toEqual([]);
    expect(await signRow(office.db, brake, leader, proof)).toEqual({ items: [] });
  });

  test('without what changed since its card was read, or was decided meanwhile; the rest goes on', async () => {
    const [changed, gone, stays] = [await forTheLeader(), await forTheLeader(), await forTheLeader()];
    for (const [minute, walk] of [changed, gone, stays].entries()) {
      office.at(`2026-11-23T09:0${minute}:00`);
      accepted(await putInRow(office.db, leader, await refusal(walk)));
    }
    await office.sql('update case_file set revision = revision + 1 where id = $1', [changed.id]);
    accepted(await withdrawCase(office.db, gone.filer, { caseId: gone.id }));
    const signed = await signRow(office.db, brake, leader, proof);
    if (isRefusal(signed)) throw new Error('the password was right');
    expect(signed.items.map(({ refused }) => refused?.code ?? 'signed')).toEqual(['stale_revision', 'signed']);
    expect((await changed.task('provider_decision')).state).toBe('open');
    expect(await signingRow(office.db, leader)).toEqual([]);
    await office.sql('update case_file set revision = revision - 1 where id = $1', [changed.id]);
  });

  test('by two windows of the same person at once is signed once', async () => {
    const walk = await forTheLeader();
    accepted(await putInRow(office.db, leader, await refusal(walk)));
    await Promise.all([signRow(office.db, brake, leader, proof), signRow(office.db, brake, leader, proof)]);
    expect(await office.sql(`select 1 from decision where case_id = $1 and element = 'provider_decision'`, [walk.id])).toHaveLength(1);
  });

  test('by nobody who tries passwords: wrong ones are braked as at the sign-in', async () => {
    for (let times = 0; times < 3; times += 1) await signRow(office.db, brake, leader, { ...proof, password: `wrong ${times}` });
    expect(await signRow(office.db, brake, leader, proof)).toMatchObject({ code: 'too_many_requests', retryAfter: expect.any(Number) });
  });
});
