import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, keepPicture, look, useStage } from '../support/browser.ts';
import { PDF } from '../support/files.ts';
import { choose } from './support/act.ts';
import { fillApplication, words } from './support/application.ts';
import { setEntryState } from './support/database.ts';

const stage = useStage();
const ALLOWANCE = '最低生活保障对象信息';
const RESIDENTS = '居住证持有人信息';
const HOMES = { id: 'cat-041', name: '养老机构信息' };

test('several entries are collected, applied for with one form, and each becomes a case that knows the others', async () => {
  const page = await stage.enter('finance-applicant', '/catalogue?q=低保');
  await collect(page, ALLOWANCE);
  await look(page, 'basket-catalogue');
  await goTo(page, `/search?q=${RESIDENTS}`);
  await collect(page, RESIDENTS);
  await look(page, 'basket-search');
  await goTo(page, `/catalogue/${HOMES.id}`);
  await collect(page, HOMES.name);
  await look(page, 'basket-entry');

  await page.getByRole('link', { name: '申请篮:3 个信息资源' }).click();
  await fillApplication(page);
  await choose(page, `申请信息项:${ALLOWANCE}`, '姓名', '银行账号');
  await choose(page, `共享方式:${ALLOWANCE}`, '联机查询接口');
  await page.getByText('请优先选用核验接口').first().waitFor();
  await page.getByRole('button', { name: '附件(选填)' }).setInputFiles({ name: '三定规定.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.getByText('三定规定.pdf').first().waitFor();
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();
  await look(page, 'basket');
  await submit(page);
  await page
    .getByRole('alert')
    .getByRole('link', { name: `请选择申请信息项:${RESIDENTS}` })
    .waitFor();
  await look(page, 'basket-incomplete');
  await choose(page, `申请信息项:${RESIDENTS}`, '姓名');
  await choose(page, `共享方式:${RESIDENTS}`, '核验接口');
  await choose(page, `申请信息项:${HOMES.name}`, '床位数');
  await choose(page, `共享方式:${HOMES.name}`, '文件下载');

  await setEntryState(HOMES.id, 'draft');
  // What is typed meanwhile is saved too, and there is nothing to keep of an entry that is gone.
  stage.provokes(422, 404);
  await submit(page);
  await page.getByText('现在不能申请').waitFor();
  await look(page, 'basket-stopped');
  await page.getByRole('button', { name: `移出申请篮:${HOMES.name}` }).click();
  await page.getByText('现在不能申请').waitFor({ state: 'detached' });
  await setEntryState(HOMES.id, 'published');
  expect(await page.getByLabel('使用用途').inputValue()).toBe(words.使用用途);
  expect(
    await page
      .getByRole('group', { name: `申请信息项:${ALLOWANCE}` })
      .getByLabel('银行账号')
      .isChecked(),
  ).toBe(true);

  await submit(page);
  await page.getByText('同一申请篮提交的案件').waitFor();
  await page.getByRole('link', { name: '申请篮:0 个信息资源' }).waitFor();
  await look(page, 'basket-filed');
  const numbers = page.getByRole('main').getByRole('link', { name: /^共享申请〔\d{4}〕\d+号$/ });
  expect(await numbers.count()).toBe(2);
  await numbers.first().click();
  await page.getByRole('link', { name: '三定规定.pdf' }).waitFor();
  await look(page, 'basket-case');
  await numbers.first().click();
  await page.getByRole('link', { name: '三定规定.pdf' }).waitFor();
});

test('on a phone, in the dark and in English the basket is as usable', async () => {
  const page = await stage.enter('urban-applicant', '/catalogue/cat-040', {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
    hasTouch: true,
  });
  await page.context().addCookies([{ name: 'language', value: 'en', url: page.url() }]);
  await goTo(page, '/catalogue/cat-040');
  await page.getByRole('button', { name: /^Add to basket/ }).click();
  await page.getByRole('link', { name: /^Basket: 1/ }).click();
  await page.getByRole('button', { name: /^Leave out/ }).waitFor();
  await look(page, 'basket-phone');
  await page.getByRole('button', { name: /^Leave out/ }).press('Enter');
  await page.getByText('The basket is empty').waitFor();
});

test('without scripts entries are collected, left out with every word kept, and applied for', async () => {
  const page = await stage.enter('stats-applicant', '/catalogue?q=低保', { javaScriptEnabled: false });
  await page.getByRole('button', { name: `加入申请篮:${ALLOWANCE}` }).click();
  await page.getByRole('button', { name: `已在篮中:${ALLOWANCE}` }).waitFor();
  await page.goto(`/catalogue/${HOMES.id}`);
  await page.getByRole('button', { name: `加入申请篮:${HOMES.name}` }).click();
  await page.getByRole('link', { name: '申请篮:2 个信息资源' }).click();
  await fillApplication(page);
  await choose(page, `申请信息项:${ALLOWANCE}`, '姓名');
  await choose(page, `共享方式:${ALLOWANCE}`, '核验接口');
  await page.getByRole('button', { name: `移出申请篮:${HOMES.name}` }).click();
  await page.getByRole('button', { name: '提交 1 件申请' }).waitFor();
  await keepPicture(page, 'plain-basket');
  await submit(page);
  await page.getByText('同一申请篮提交的案件').waitFor();
});

async function collect(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `加入申请篮:${name}` }).click();
  await page.getByRole('button', { name: `已在篮中:${name}` }).waitFor();
}

function submit(page: Page): Promise<void> {
  return page.getByRole('button', { name: /^提交 \d+ 件申请$/ }).click();
}
