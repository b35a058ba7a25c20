import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { fileCase } from './support/cases.ts';

const stage = useStage();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' };

test('one search finds cases, entries and departments with the keyboard alone, and remembers what was searched for', async () => {
  const { id, number } = await fileCase();
  const page = await stage.enter('housing-applicant', '/grants');
  const { keyboard } = page;
  await look(page, 'search-in-the-frame');
  await keyboard.press('/');
  await keyboard.type('生活保障');
  await keyboard.press('Enter');
  await page.waitForURL('**/search?q=*');
  const cases = page.getByRole('list', { name: '案件', exact: true });
  await cases.getByRole('link', { name: '最低生活保障对象信息' }).first().waitFor();
  await page.getByRole('list', { name: '目录', exact: true }).getByRole('link', { name: '最低生活保障对象信息' }).waitFor();
  await look(page, 'search-groups');

  await keyboard.press('/');
  await keyboard.type(number);
  await keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === number);
  await expect.poll(() => cases.getByRole('listitem').first().locator('mark').allTextContents(), soon).toEqual([number]);
  await keyboard.press('/');
  await keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(`/cases/${id}`);
  await keyboard.press('Enter');
  await page.waitForURL(`**/cases/${id}`);

  await goTo(page, '/search?q=民政');
  await page.getByRole('navigation', { name: '结果类别' }).getByRole('link', { name: '部门' }).click();
  await page.getByRole('link', { name: '拉萨市民政局' }).waitFor();
  await look(page, 'search-organisations');

  await goTo(page, '/search?q=生活保障 无此词语');
  await page.getByText('没有找到“生活保障 无此词语”').waitFor();
  await page.getByRole('link', { name: /^生活保障\(/ }).waitFor();
  await look(page, 'search-no-hit');

  await goTo(page, '/search');
  expect(await page.getByRole('main').getByRole('listitem').allTextContents()).toEqual(['生活保障 无此词语', '民政', number, '生活保障']);
  await look(page, 'search-recent');
  await page.getByRole('button', { name: '清除' }).click();
  await page.getByText('最近搜索').waitFor({ state: 'hidden' });
  await leave(page);

  const reader = await stage.enter('housing-steward', '/', phone);
  await reader.getByRole('link', { name: '全局搜索' }).click();
  await reader.getByRole('searchbox').fill('生活保障');
  await reader.getByRole('button', { name: '搜索' }).click();
  await reader.getByRole('list', { name: '案件', exact: true }).waitFor();
  await look(reader, 'search-phone-dark');
});

test('a page that looks again by itself says so, and a page that a person opens does not', async () => {
  const page = await stage.enter('housing-steward', '/inbox');
  const asked: boolean[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('.data')) asked.push('x-gongkai-watching' in request.headers());
  });
  const { number } = await fileCase();
  await page.getByRole('list', { name: '任务列表' }).getByText(number).waitFor();
  expect(new Set(asked)).toEqual(new Set([true]));
  asked.splice(0);
  await page.getByRole('link', { name: '授权' }).first().click();
  await page.getByRole('heading', { name: '授权', level: 1 }).waitFor();
  expect(asked).toContain(false);
});
