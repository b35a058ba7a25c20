import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { fileCase, taskOf, walk } from './support/cases.ts';

const stage = useStage();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' };

async function unread(page: Page): Promise<number> {
  const label = (await page.getByRole('link', { name: /^通知,/ }).getAttribute('aria-label')) ?? '';
  return Number(/\d+/.exec(label)?.[0] ?? -1);
}

test('a new task rings the bell of whoever is asked, without a reload; opening the notice reads it', async () => {
  const steward = await stage.enter('culture-steward', '/');
  const before = await unread(steward);
  const { id, number } = await fileCase('culture-applicant');
  await expect.poll(() => unread(steward), soon).toBe(before + 1);
  await steward.getByRole('link', { name: /^通知,/ }).click();
  await steward.getByRole('heading', { name: '通知', level: 1 }).waitFor();
  await look(steward, 'notices');
  await steward.getByRole('button', { name: new RegExp(`^打开:新任务:内部审核.*${number}`) }).click();
  await steward.waitForURL(`**/tasks/${await taskOf('culture-steward', id, 'internal_consent')}`);
  await expect.poll(() => unread(steward), soon).toBe(before);

  await goTo(steward, '/notifications?box=all');
  await steward.getByText(number).first().waitFor();
  await look(steward, 'notices-all');
});

test('what its task made pointless is read by itself, and the rest at one press; a copy says why it came', async () => {
  const officer = await stage.enter('bdb-exchange', '/notifications');
  const { id, number } = await fileCase('culture-applicant');
  await walk(
    id,
    ['culture-steward', 'internal_consent', 'agree'],
    ['bdb-exchange', 'formal_check', 'pass'],
    ['civil-steward', 'provider_decision', 'refuse'],
  );
  await officer.getByRole('button', { name: new RegExp(`^打开:抄送:答复已作出.*${number}`) }).waitFor();
  expect(await officer.getByRole('button', { name: new RegExp(`^打开:新任务.*${number}`) }).count()).toBe(0);
  await look(officer, 'notices-copied');
  await officer.getByRole('button', { name: '全部标为已读' }).click();
  await officer.getByText('没有未读通知').waitFor();
  expect(await unread(officer)).toBe(0);
  await look(officer, 'notices-empty');

  await goTo(officer, '/inbox?box=copied');
  await officer.getByRole('link').filter({ hasText: number }).getByText('答复已作出').waitFor();
  await look(officer, 'inbox-copied');
  await leave(officer);

  const applicant = await stage.enter('culture-applicant', '/notifications', phone);
  await applicant.getByRole('button', { name: new RegExp(`^打开:答复:不同意.*${number}`) }).waitFor();
  await look(applicant, 'notices-phone-dark');
});

test('each chooses how to be told; what is no address is refused where it stands, and what the law demands stays on', async () => {
  stage.provokes(422);
  const page = await stage.enter('culture-steward', '/notifications/settings');
  await page.getByText('法定告知,不能关闭').first().waitFor();
  await look(page, 'notice-settings');
  await page.getByLabel('电子邮箱').fill('nobody');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('请填写有效的电子邮箱').waitFor();
  await page.getByLabel('电子邮箱').fill('culture@lasa.example');
  await page.getByLabel('每日汇总的时间').selectOption('16:30');
  await page.getByLabel('抄送 邮件').selectOption('不发送');
  await page.getByLabel('办公时间以外不打扰').uncheck();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('通知设置已保存').waitFor();
  await leave(page);

  const again = await stage.enter('culture-steward', '/notifications/settings', phone);
  expect(await again.getByLabel('电子邮箱').inputValue()).toBe('culture@lasa.example');
  expect(await again.getByLabel('抄送 邮件').inputValue()).toBe('off');
  expect(await again.getByLabel('办公时间以外不打扰').isChecked()).toBe(false);
  await look(again, 'notice-settings-phone-dark');
});

test('the operators see which way out is configured', async () => {
  const page = await stage.enter('bdb-ops', '/operations');
  await page.getByRole('heading', { name: '通知发送' }).waitFor();
  await page.getByText('设置 SMTP_URL 和 MAIL_FROM 后发送').waitFor();
  await look(page, 'operations-notices');
});
