import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, useStage } from '../support/browser.ts';
import { fileCase, taskOf, toProvider, walk } from './support/cases.ts';

const stage = useStage();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const REASON = '所申请的信息项超出履职需要,请改用核验接口';

test('a leader signs by phone, card by card; what is of level 4 with the password each time', async () => {
  const { id, number } = await fileCase('housing-applicant', 'cat-040', { itemIds: ['cat-040-01', 'cat-040-02'] });
  await walk(id, ...toProvider, ['civil-steward', 'provider_decision', 'agree'], ['civil-secrecy', 'confidentiality_opinion', 'agree']);
  await taskOf('civil-leader', id, 'leader_approval');

  const leader = await stage.enter('civil-leader', '/', phone);
  await leader.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '签批' }).click();
  const card = leader.getByRole('article');
  await card.getByRole('heading', { name: '分管领导签批' }).waitFor();
  await card.getByText(number).waitFor();
  for (const text of ['市住建局申请使用市民政局的', '含4级信息项', '申请什么', '为什么', '承办意见', '保密审查员'])
    expect(await card.getByText(text).first().isVisible(), text).toBe(true);
  await look(leader, 'card-phone');

  stage.provokes(422);
  await card.getByRole('radio', { name: /^同意/ }).check();
  await card.getByLabel('登录密码').fill('wrong');
  await card.getByRole('button', { name: '签署,看下一件' }).click();
  await card.getByText('密码不正确,请重新输入').waitFor();
  expect(await card.getByRole('radio', { name: /^同意/ }).isChecked()).toBe(true);
  await look(leader, 'card-phone-wrong');
  await card.getByLabel('登录密码').fill('gongkai-demo');
  await card.getByRole('button', { name: '签署,看下一件' }).click();
  await leader.getByText(`已签署 ${number}`).waitFor();
  await card.filter({ hasText: number }).waitFor({ state: 'detached' });
});

test('what may be signed together is read one by one, waits in a row, and is signed with one password', async () => {
  const cases = [];
  for (let times = 0; times < 2; times += 1) {
    const filed = await fileCase('police-applicant', 'cat-018', { itemIds: ['cat-018-05'] });
    await walk(filed.id, ['police-steward', 'internal_consent', 'agree'], ['bdb-exchange', 'formal_check', 'pass']);
    cases.push({ ...filed, taskId: await taskOf('bdb-leader', filed.id, 'provider_decision') });
  }
  const leader = await stage.enter('bdb-leader', '/cards');
  for (const { number, taskId } of cases) {
    await goTo(leader, `/cards?task=${taskId}`);
    const card = leader.getByRole('article').filter({ hasText: number });
    await card.getByRole('radio', { name: /^不同意/ }).check();
    await card.getByLabel('理由与意见').fill(REASON);
    await card.getByLabel('依据(条款)').fill('《政务数据共享条例》第二十一条');
    if (number === cases[0]?.number) await look(leader, 'card-wide');
    await card.getByRole('button', { name: '加入待签,看下一件' }).click();
    await card.waitFor({ state: 'detached' });
  }
  await goTo(leader, '/signing-row');
  await leader.getByRole('heading', { name: '待签 2 件' }).waitFor();
  await look(leader, 'row-wide');
  await leave(leader);

  const again = await stage.enter('bdb-leader', '/signing-row', { ...phone, colorScheme: 'dark' });
  await again.getByText(REASON).first().waitFor();
  await look(again, 'row-phone-dark');
  await again.getByLabel('登录密码').fill('gongkai-demo');
  await again.getByRole('button', { name: '签署全部 2 件' }).click();
  await again.getByText('签署结果').waitFor();
  expect(await again.getByText('已签署', { exact: true }).count()).toBe(2);
  await look(again, 'row-phone-signed');
  await leave(again);

  const applicant = await stage.enter('police-applicant', `/cases/${cases[0]?.id}`);
  await applicant.getByText(REASON).first().waitFor();
});

test('several opened tasks are chosen in the inbox, decided with one opinion and signed with one password', async () => {
  const cases = [];
  for (let times = 0; times < 3; times += 1) {
    const filed = await fileCase('police-applicant', 'cat-018', { itemIds: ['cat-018-05'] });
    await walk(filed.id, ['police-steward', 'internal_consent', 'agree'], ['bdb-exchange', 'formal_check', 'pass']);
    cases.push({ ...filed, taskId: await taskOf('bdb-leader', filed.id, 'provider_decision') });
  }
  const [first, second, unread] = cases;
  if (!first || !second || !unread) throw new Error('three cases were filed');
  const leader = await stage.enter('bdb-leader', '/inbox', phone);
  for (const { taskId, number } of [first, second]) {
    await goTo(leader, `/inbox/${taskId}`);
    await leader.getByRole('article').getByText(number).first().waitFor();
  }
  await goTo(leader, '/inbox');
  await leader.getByRole('button', { name: '选择多件' }).click();
  expect(await leader.getByRole('checkbox', { name: unread.number }).count()).toBe(0);
  for (const { number } of [first, second]) await leader.getByRole('checkbox', { name: number }).press('Space');
  await leader.getByText('已选 2 件').waitFor();
  await look(leader, 'inbox-choose-phone');
  await leader.getByRole('link', { name: '一并办理' }).click();

  await leader.getByRole('heading', { name: '一并办理 2 件' }).waitFor();
  await leader.getByRole('radio', { name: /^不同意/ }).check();
  await leader.getByLabel('理由与意见').fill(REASON);
  stage.provokes(422);
  await leader.getByRole('button', { name: '加入待签' }).click();
  await leader.getByText('请填写依据').first().waitFor();
  await look(leader, 'together-phone');
  await leader.getByLabel('依据(条款)').fill('《政务数据共享条例》第二十一条');
  await leader.getByRole('button', { name: '加入待签' }).click();
  await leader.getByRole('heading', { name: '待签 2 件' }).waitFor();
  await leader.getByLabel('登录密码').fill('gongkai-demo');
  await leader.getByRole('button', { name: '签署全部 2 件' }).click();
  await leader.getByText('签署结果').waitFor();
  expect(await leader.getByText('已签署', { exact: true }).count()).toBe(2);
  await look(leader, 'together-signed-phone');
});

test('cards are for leaders: nobody else is offered them', async () => {
  const steward = await stage.enter('civil-steward', '/');
  expect(await steward.getByRole('link', { name: '签批' }).count()).toBe(0);
  await goTo(steward, '/cards');
  await steward.getByText('没有等待签批的任务').waitFor();
  await look(steward, 'cards-none');
});
