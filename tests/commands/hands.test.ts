import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseForNewCase } from '#server/db/reference.ts';
import { stepOf } from '#server/domain/steps.ts';
import { inbox } from '#server/queries/inbox.ts';
import { unmannedTasks } from '#server/queries/unmanned-tasks.ts';
import { accepted, fileAndFollow, fileToProvider } from '../support/cases.ts';
import { openOffice } from '../support/office.ts';
import type { Office } from '../support/office.ts';
import { eventsOf, offeredTo, redraw } from '../support/operations.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  await office.close();
});

describe('nobody found', () => {
  const dismiss = (account: string) => office.sql(`update account set active = false where id = $1`, [account]);
  const list = async () => accepted(await unmannedTasks(office.db, await office.person('bdb-sec'))).items;

  test('a step that nobody can answer goes to the head of the department, and the supervision is told', async () => {
    redraw(office, 'formal_check', { rule: 'any' }, '=[applicant + ":catalogue_reviewer"]');
    await dismiss('housing-reviewer');
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree');
    const task = await walk.task('formal_check');
    expect(await offeredTo(office, task.id)).toEqual(['housing:catalogue_reviewer', 'housing:dept_leader']);
    expect(await eventsOf(office, walk, task.id)).toEqual(['task.created', 'task.unmanned']);
    const supervisor = await office.person('bdb-sec');
    expect((await inbox(office.db, supervisor, { box: 'copied' })).items.map((item) => item.case.id)).toContain(walk.id);
    await walk.decide('formal_check', 'pass', { by: 'housing-leader' });
    expect(await walk.open()).toEqual(['provider_decision']);
    await office.sql(`update account set active = true where id = 'housing-reviewer'`);
    redraw(office, 'formal_check', { rule: 'any' }, '=[bureau + ":bureau_share_officer"]');
  });

  test('a duty of the law waits for its own post: the head is told, and it is never passed over', async () => {
    await dismiss('police-steward');
    const walk = await fileToProvider(office, { entry: 'cat-018', levels: [2] });
    const task = await walk.task('provider_decision');
    expect(await offeredTo(office, task.id)).toEqual(['police:data_steward']);
    expect(await list()).toMatchObject([{ taskId: task.id, posts: [{ organisation: expect.any(String), role: 'data_steward' }] }]);
    expect(await walk.attempt('provider_decision', 'agree', { by: 'police-leader' })).toMatchObject({ code: 'forbidden' });
    const appointed = await office.hire('police-steward-new', 'police', ['data_steward']);
    expect(await list()).toEqual([]);
    await walk.decide('provider_decision', 'agree', { by: appointed });
    expect(walk.effects).toContain('record_reply');
    await office.sql(`update account set active = true where id = 'police-steward'`);
  });

  test('the list is for those who supervise, and for nobody else', async () => {
    expect(await unmannedTasks(office.db, await office.person('housing-steward'))).toMatchObject({ code: 'forbidden' });
  });
});

describe('the same approver twice', () => {
  const POSTS = '=[applicant + ":data_steward"]';
  function allow(skips: boolean): void {
    const release = releaseForNewCase(office.db.reference, 'conditional-share', office.db.now());
    if (!release) throw new Error('no release');
    redraw(office, 'formal_check', { rule: 'any' }, POSTS);
    stepOf(release.definition, 'formal_check').skipsSameApprover = skips;
  }

  test('is asked twice where the drawing does not say otherwise', async () => {
    allow(false);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
    expect(await walk.open()).toEqual(['formal_check']);
  });

  test('is asked once where it does: the signature is named, and no second one is made', async () => {
    allow(true);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'agree', { by: 'housing-steward' });
    expect(await walk.open()).toEqual(['provider_decision']);
    expect(await office.sql('select element from decision where case_id = $1', [walk.id])).toEqual([{ element: 'internal_consent' }]);
    const [skipped] = await office.sql<{ data: object }>(`select data from event where case_id = $1 and type = 'task.skipped'`, [walk.id]);
    expect(skipped?.data).toMatchObject({ element: 'formal_check', outcome: 'pass', decisionId: expect.any(String) });
  });

  test('is asked again by somebody else’s signature, or on content that changed since', async () => {
    const other = await office.hire('housing-steward-b', 'housing', ['data_steward']);
    const walk = await fileAndFollow(office, { entry: 'cat-018', levels: [2] });
    await walk.decide('internal_consent', 'return', { by: other });
    await walk.decide('revise', 'done', { by: 'housing-applicant' });
    await office.sql(`update account set active = false where id = $1`, [other.accountId]);
    await walk.decide('internal_consent', 'agree', { by: other });
    expect(await walk.open()).toEqual(['formal_check']);
  });
});
