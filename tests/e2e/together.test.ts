import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, look, useStage } from '../support/browser.ts';
import { bar, choose, decide, handIn, openTask, panel, prepare, rowOf } from './support/act.ts';
import { fillApplication } from './support/application.ts';
import { fileCase, toProvider, walk } from './support/cases.ts';
import { appoint, endSessions, reviseBehindTheScreen } from './support/database.ts';

const stage = useStage();

test('a new task appears in every open browser without a reload, marked, and moves nothing under the mouse', async () => {
  const one = await stage.enter('housing-steward', '/inbox');
  const other = await stage.enter('housing-steward', '/inbox');
  const first = await fileCase();
  for (const page of [one, other]) await rowOf(page, first.number).getByText('新到').waitFor();
  await look(one, 'inbox-new-task');

  await rowOf(one, first.number).hover();
  const second = await fileCase();
  await rowOf(other, second.number).waitFor();
  await one.getByRole('button', { name: /^新到 \d+ 件,点按显示$/ }).waitFor();
  expect(await rowOf(one, second.number).count()).toBe(0);
  await look(one, 'inbox-held');
  await one.getByRole('button', { name: /^新到 \d+ 件,点按显示$/ }).click();
  await rowOf(one, second.number).waitFor();
});

const prepared = { outcome: '不同意', opinion: '所列用途超出本部门职责', basis: '《政务数据共享条例》第二十一条' };

/** Two people of one post with the same task before them; the second has prepared a decision. */
async function twoStewards(before: (second: Page) => Promise<unknown> = async () => {}) {
  await appoint('civil-compiler', 'civil', 'data_steward');
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const [first, second] = [await stage.enter('civil-steward'), await stage.enter('civil-compiler')];
  await before(second);
  for (const page of [first, second]) await openTask(page, number, '提供部门答复');
  await prepare(second, prepared);
  return { first, second };
}

/** What the second of two must be told, with their own words left to read. */
async function expectTold(second: Page): Promise<void> {
  await second.getByText('已由他人办结:不同意').waitFor();
  await second
    .getByRole('status')
    .getByText(/^民政·.+ · \d{4}年\d+月\d+日 \d\d:\d\d/)
    .waitFor();
  const unsent = panel(second, '您填写的内容没有提交');
  for (const words of ['不同意', prepared.opinion, prepared.basis]) await unsent.getByText(words, { exact: true }).waitFor();
  expect(await bar(second).count()).toBe(0);
}

test('of two people who decide at once the other is told', async () => {
  const { first, second } = await twoStewards((page) => page.route('**/api/v1/events', (stream) => stream.abort()));
  stage.provokes(409, 'away');
  await decide(first, { ...prepared, opinion: '用途与职责不符' });
  await handIn(second);
  await expectTold(second);
  await look(second, 'other-was-quicker');
});

test('who is still writing is told as soon as somebody else has decided, and loses no word', async () => {
  const { first, second } = await twoStewards();
  await decide(first, { ...prepared, opinion: '用途与职责不符' });
  await expectTold(second);
  await look(second, 'other-was-quicker-live');
});

test('a decision on content that has changed is stopped: the difference is shown, the words stay', async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward');
  await openTask(steward, number, '提供部门答复');
  const decision = { outcome: '不同意', opinion: '所列用途超出本部门职责', basis: '《政务数据共享条例》第二十一条' };
  await prepare(steward, decision);
  await reviseBehindTheScreen(id, 'scope', '改为全市范围使用');
  await newsArrives(steward);

  stage.provokes(409);
  await handIn(steward);
  await steward.getByText('内容在您阅读之后有变化').waitFor();
  await newsArrives(steward);
  await look(steward, 'stale-screen');
  expect(await steward.locator('ins').allTextContents()).toEqual(['改为全市范围使用']);
  expect(await bar(steward).getByRole('textbox', { name: /意见/ }).inputValue()).toBe(decision.opinion);
  expect(await bar(steward).getByRole('textbox', { name: /依据/ }).inputValue()).toBe(decision.basis);

  await handIn(steward);
  await steward.getByText('本任务已办结').waitFor();
});

/** Another task comes, and with it everything on the page is asked for anew. */
async function newsArrives(steward: Page): Promise<void> {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  await rowOf(steward, number).waitFor();
}

test('an application that is handed in while its draft is being saved leaves no draft behind', async () => {
  const page = await stage.enter('sci-applicant', '/catalogue/cat-040/apply');
  const order: string[] = [];
  const saving = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  await page.route('**/api/v1/drafts/*', async (route) => {
    saving.resolve();
    await goOn.promise;
    await route.continue();
  });
  page.on('requestfinished', (request) => request.method() === 'PUT' && order.push('saved'));
  page.on('request', (request) => request.method() === 'POST' && order.push('sent'));
  await choose(page, '共享方式', '核验接口');
  await choose(page, '申请信息项', '姓名');
  await fillApplication(page);
  await saving.promise;
  await page.getByRole('button', { name: '提交申请' }).click();
  goOn.resolve();
  await page.waitForURL('**/cases/*');
  expect(order).toEqual(['saved', 'sent']);
  await goTo(page, '/drafts');
  await page.getByText('没有草稿').waitFor();
  await goTo(page, '/catalogue/cat-040/apply');
  expect(await page.getByLabel('使用用途').inputValue()).toBe('');
  expect(await page.getByRole('button', { name: '恢复这些内容' }).count()).toBe(0);
});

test('a session that ends in the middle of a form takes no word with it', async () => {
  const words = '本部门依据三定规定承担住房保障资格审核';
  const page = await stage.enter('hrss-applicant', '/catalogue/cat-040/apply');
  await page.getByLabel('使用依据').fill(words);
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();

  stage.provokes(401);
  await endSessions('hrss-applicant');
  stage.forgetSessions();
  await page.getByLabel('使用场景').fill('受理环节核对申请家庭情况');
  await page.getByText(/暂未保存到服务器,已留在本机/).waitFor();
  await choose(page, '申请信息项', '姓名');
  await page.getByRole('link', { name: '待办' }).first().click();
  await page.getByRole('heading', { name: '登录', level: 1 }).waitFor();
  await look(page, 'sign-in-again');
  await page.getByLabel('用户名').fill('hrss-applicant');
  await page.getByLabel('密码').fill('gongkai-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '待办', level: 1 }).waitFor({ state: 'attached' });

  await goTo(page, '/catalogue/cat-040/apply');
  expect(await page.getByLabel('使用依据').inputValue()).toBe(words);
  await page.getByRole('button', { name: '恢复这些内容' }).click();
  expect(await page.getByLabel('使用场景').inputValue()).toBe('受理环节核对申请家庭情况');
  expect(await page.getByLabel('姓名').isChecked()).toBe(true);
  await look(page, 'restored');
});

test("a decision handed in after the session's end is not made, and its words come back", async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward');
  await openTask(steward, number, '提供部门答复');
  await prepare(steward, { outcome: '不同意', opinion: '所列用途超出本部门职责', basis: '《政务数据共享条例》第二十一条' });
  stage.provokes(401);
  await endSessions('civil-steward');
  stage.forgetSessions();
  await handIn(steward);

  await steward.getByRole('heading', { name: '登录已过期' }).waitFor();
  expect(
    await steward
      .getByRole('textbox', { name: '尚未提交的内容' })
      .evaluateAll((boxes) => boxes.map((box) => (box instanceof HTMLTextAreaElement ? box.value : ''))),
  ).toContain('所列用途超出本部门职责');
  await look(steward, 'session-expired');
});
