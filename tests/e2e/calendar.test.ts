import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, useStage } from '../support/browser.ts';
import { day } from '../support/clock.ts';
import { fileCase, taskOf, toProvider, walk } from './support/cases.ts';

const stage = useStage();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' };

test('whoever keeps the calendar sees what would move before saving, and takes it back; others read it', async () => {
  const { id } = await fileCase();
  await walk(id, ...toProvider);
  await taskOf('civil-steward', id, 'provider_decision');
  const keeper = await stage.enter('bdb-flow', '/calendar?year=2026');
  await keeper.getByRole('heading', { name: /^工作日历 2026年$/ }).waitFor();
  await look(keeper, 'calendar-year');

  const chosen = await nextWorkingDay();
  await goTo(keeper, `/calendar?day=${chosen}`);
  await keeper.locator(`[data-day="${chosen}"]`).focus();
  await keeper.keyboard.press('ArrowDown');
  expect(await keeper.evaluate(() => document.activeElement?.getAttribute('data-day'))).not.toBe(chosen);

  stage.provokes(422);
  await keeper.getByRole('radio', { name: /^放假/ }).check();
  await keeper
    .getByRole('status')
    .filter({ hasText: /保存后:将有 [1-9]\d* 个时限改期/ })
    .waitFor();
  await keeper.getByRole('button', { name: '保存' }).click();
  await keeper.getByText('请填写名称,例如:雪顿节').waitFor();
  await keeper.getByLabel('名称').fill('雪顿节');
  await keeper.getByLabel('依据').fill('市政府办公室放假通知');
  await look(keeper, 'calendar-day');
  await keeper.getByRole('button', { name: '保存' }).click();
  await keeper.getByText('雪顿节。依据:市政府办公室放假通知').waitFor();
  await look(keeper, 'calendar-saved');

  const reader = await stage.enter('housing-applicant', `/calendar?day=${chosen}`, phone);
  await reader.getByText('雪顿节。依据:市政府办公室放假通知').waitFor();
  expect(await reader.getByRole('button', { name: '保存' }).count()).toBe(0);
  await look(reader, 'calendar-phone-dark');
  await leave(reader);

  await keeper.getByRole('radio', { name: /^按周次/ }).check();
  await keeper.getByRole('button', { name: '保存' }).click();
  await keeper.getByText('按周次确定,没有特别安排。').waitFor();
});

/** A weekday in the coming week on which the limits that run now count. */
async function nextWorkingDay(): Promise<string> {
  for (let ahead = 2; ; ahead += 1) {
    const candidate = await day(ahead);
    const weekday = new Date(`${candidate}T00:00:00Z`).getUTCDay();
    if (weekday > 0 && weekday < 6) return candidate;
  }
}
