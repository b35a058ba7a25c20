import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { keepPicture, useStage } from '../support/browser.ts';
import { bar, choose, numberOnPage } from './support/act.ts';
import { fillApplication } from './support/application.ts';
import { fileCase, taskOf, toProvider, walk } from './support/cases.ts';

const stage = useStage();
/** Axe itself is a script and cannot look here; the same pages are looked at with scripts elsewhere. */
const plain = { javaScriptEnabled: false };

test('without scripts a person signs in, searches, applies and reads the case by plain posts', async () => {
  const page = await stage.visit('/sign-in', plain);
  await page.getByLabel('用户名').fill('medins-applicant');
  await page.getByLabel('密码').fill('gongkai-demo');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
  await page.getByRole('link', { name: '目录' }).first().click();
  await page.getByRole('searchbox').fill('低保');
  await page.getByRole('button', { name: '搜索' }).click();
  await page.getByRole('link', { name: '最低生活保障对象信息' }).click();
  await page.getByRole('link', { name: '申请共享' }).click();
  await keepPicture(page, 'plain-application');

  await choose(page, '共享方式', '核验接口');
  await fillApplication(page);
  await choose(page, '申请信息项', '姓名');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL('**/cases/*');
  expect(await numberOnPage(page)).toMatch(/^共享申请/);
  await keepPicture(page, 'plain-case');
});

test('without scripts a person decides by a plain post', async () => {
  const { id } = await fileCase();
  await walk(id, ...toProvider);
  const page = await stage.enter('civil-steward', `/tasks/${await taskOf('civil-steward', id, 'provider_decision')}`, plain);
  await bar(page).getByRole('radio', { name: '不同意' }).check();
  await opinion(page).fill('所列用途超出本部门职责');
  await keepPicture(page, 'plain-decision');

  await bar(page).getByRole('textbox', { name: /依据/ }).fill('《政务数据共享条例》第二十一条');
  await bar(page).getByRole('button', { name: /^提交/ }).click();
  await page.getByText('本任务已办结').waitFor();
  await keepPicture(page, 'plain-decided');
});

function opinion(page: Page) {
  return bar(page).getByRole('textbox', { name: /意见/ });
}
