import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { keepPicture, useStage } from '../support/browser.ts';
import { EXE, PDF } from '../support/files.ts';
import { bar, choose, numberOnPage, panel } from './support/act.ts';
import { fillApplication, words } from './support/application.ts';
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

test('without scripts a refused application is drawn anew with every word and file, and says what to correct', async () => {
  stage.provokes(422);
  const page = await stage.enter('medins-applicant', '/catalogue/cat-040/apply', plain);
  await choose(page, '共享方式', '核验接口');
  await fillApplication(page);
  await choose(page, '申请信息项', '姓名');
  await page.getByLabel('使用用途').fill('');
  await page.getByRole('button', { name: '附件(选填)' }).setInputFiles([
    { name: '三定规定.pdf', mimeType: 'application/pdf', buffer: PDF },
    { name: '冒充.pdf', mimeType: 'application/pdf', buffer: EXE },
  ]);
  await submit(page);
  await summary(page, 1)
    .getByRole('link', { name: /不支持这种文件/ })
    .waitFor();
  await page.getByRole('checkbox', { name: '三定规定.pdf', checked: true }).waitFor();

  await submit(page);
  await summary(page, 1).getByRole('link', { name: '请填写使用用途' }).waitFor();
  await keepPicture(page, 'plain-refused-application');
  for (const [label, text] of Object.entries(words))
    expect(await page.getByLabel(label).inputValue(), label).toBe(label === '使用用途' ? '' : text);
  expect(await page.getByLabel('调用量上限').inputValue()).toBe('200');
  for (const tick of ['核验接口', '姓名', '三定规定.pdf']) expect(await page.getByLabel(tick).first().isChecked(), tick).toBe(true);

  await page.getByLabel('使用用途').fill(words.使用用途);
  await submit(page);
  await page.waitForURL('**/cases/*');
  await page.getByRole('link', { name: '三定规定.pdf' }).waitFor();
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

test('without scripts a refused decision is drawn anew with outcome, words and answers', async () => {
  stage.provokes(422, 409);
  const { id } = await fileCase();
  await walk(id, ...toProvider);
  const page = await stage.enter('civil-steward', `/tasks/${await taskOf('civil-steward', id, 'provider_decision')}`, plain);
  await bar(page).getByRole('radio', { name: '不同意' }).check();
  await opinion(page).fill('所列用途超出本部门职责');
  await page.getByLabel('调用量上限').fill('77');
  await bar(page).getByRole('button', { name: /^提交/ }).click();

  await summary(page, 1)
    .getByRole('link', { name: /须写明依据/ })
    .waitFor();
  await keepPicture(page, 'plain-refused-decision');
  expect(await bar(page).getByRole('radio', { name: '不同意' }).isChecked()).toBe(true);
  expect(await opinion(page).inputValue()).toBe('所列用途超出本部门职责');
  expect(await page.getByLabel('调用量上限').inputValue()).toBe('77');

  await walk(id, ['civil-steward', 'provider_decision', 'refuse']);
  await bar(page).getByRole('textbox', { name: /依据/ }).fill('《政务数据共享条例》第二十一条');
  await bar(page).getByRole('button', { name: /^提交/ }).click();
  await page.getByText('您填写的内容没有提交').waitFor();
  for (const text of ['所列用途超出本部门职责', '《政务数据共享条例》第二十一条'])
    expect(await panel(page, '您填写的内容没有提交').getByText(text).count(), text).toBe(1);
  await keepPicture(page, 'plain-overtaken');
});

function submit(page: Page): Promise<void> {
  return page.getByRole('button', { name: '提交申请' }).click();
}

function summary(page: Page, count: number) {
  return page.getByRole('alert').filter({ hasText: `有 ${count} 处需要改正` });
}

function opinion(page: Page) {
  return bar(page).getByRole('textbox', { name: /意见/ });
}
