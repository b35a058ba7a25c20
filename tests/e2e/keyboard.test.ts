import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { leave, look, soon, useStage } from '../support/browser.ts';
import { rowOf } from './support/act.ts';
import { fileCase, toProvider, walk } from './support/cases.ts';

const stage = useStage();

test('a whole morning passes without the mouse: move, open, decide, search, go, and the keys explain themselves', async () => {
  const filed = [await fileCase(), await fileCase()];
  const page = await stage.enter('housing-steward');
  const { keyboard } = page;

  await keyboard.press('g');
  await keyboard.press('i');
  await page.waitForURL('**/inbox');
  for (const { number } of filed) await rowOf(page, number).waitFor();
  await keyboard.press('j');
  const first = await focused(page);
  await keyboard.press('j');
  const second = await focused(page);
  expect(first).toMatch(/^\/inbox\//);
  expect(second).not.toBe(first);
  await keyboard.press('k');
  expect(await focused(page)).toBe(first);
  await keyboard.press('Enter');
  await page.waitForURL(`**${first}`);
  await page.getByRole('article').getByRole('heading').first().waitFor();

  await keyboard.press('f');
  expect(await page.getByRole('searchbox').evaluate((box) => box === document.activeElement)).toBe(true);
  await keyboard.type('j/k?');
  expect(await page.getByRole('searchbox').inputValue()).toBe('j/k?');
  await page.getByRole('searchbox').fill(filed[1]?.number ?? '');
  await keyboard.press('Enter');
  await rowOf(page, filed[1]?.number ?? '').waitFor();
  await expect.poll(() => page.getByRole('list', { name: '任务列表' }).getByRole('link').count(), soon).toBe(1);
  await look(page, 'inbox-search');

  await page.getByRole('searchbox').blur();
  await keyboard.press('?');
  await page.getByRole('dialog', { name: '键盘操作' }).waitFor();
  await look(page, 'keyboard-help');
  await keyboard.press('Escape');
  await page.getByRole('dialog', { name: '键盘操作' }).waitFor({ state: 'hidden' });
  await keyboard.press('g');
  await keyboard.press('c');
  await page.waitForURL('**/catalogue');
});

test('a decision is made with the keyboard alone', async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const page = await stage.enter('civil-steward', `/inbox?q=${encodeURIComponent(number)}`);
  const { keyboard } = page;
  await rowOf(page, number).waitFor();
  await keyboard.press('j');
  await keyboard.press('Enter');
  await page.getByRole('region', { name: '办理意见' }).waitFor();

  await tabTo(page, (active) => active.getAttribute('name') === 'outcome');
  await keyboard.press('ArrowLeft');
  expect(await page.getByRole('radio', { name: '不同意' }).isChecked()).toBe(true);
  await keyboard.press('Tab');
  await keyboard.type('所列用途超出本部门职责');
  await keyboard.press('Tab');
  await keyboard.type('《政务数据共享条例》第二十一条');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.getByText('本任务已办结').waitFor();
  await leave(page);
});

test('the first press of the tab key offers the way past the navigation', async () => {
  const page = await stage.enter('housing-steward');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: '跳到主要内容' });
  expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), soon).toBe('main');
});

/** The address of the link that has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
}

/** Walks on with the tab key until it is there; a hundred steps are more than any page has before its decision. */
async function tabTo(page: Page, isThere: (active: Element) => boolean): Promise<void> {
  for (let steps = 0; steps < 100; steps += 1) {
    await page.keyboard.press('Tab');
    const active = await page.evaluateHandle(() => document.activeElement ?? document.body);
    if (await active.evaluate(isThere)) return;
  }
  throw new Error('the tab key does not lead there');
}
