import { expect, test } from 'vitest';
import { keepPicture, look, useStage } from '../support/browser.ts';
import { panel } from './support/act.ts';
import { fileCase, toProvider, walk } from './support/cases.ts';
import type { Step } from './support/cases.ts';

const stage = useStage();

const toReply: readonly Step[] = [
  ...toProvider,
  ['civil-steward', 'provider_decision', 'partly', { treatment: 'masked' }, '姓名须脱敏后提供'],
  ['civil-secrecy', 'confidentiality_opinion', 'agree', {}, '逐项审查,未发现涉密'],
];

test('the applicant reads, prints and keeps the reply, and anyone with the paper can check it', async () => {
  const { id } = await fileCase();
  const page = await stage.enter('housing-applicant', `/cases/${id}`);
  await panel(page, '文书').getByText('作出决定后制发文书').waitFor();
  await walk(id, ...toReply);
  await panel(page, '文书').getByRole('link', { name: '政务数据共享申请答复书', exact: true }).waitFor();
  await look(page, 'case-with-documents');
  expect(await panel(page, '文书').getByText('审批单').count(), 'the inner opinions are not for the applicant').toBe(0);
  const file = await page.request.get((await panel(page, '文书').getByRole('link', { name: /PDF$/ }).getAttribute('href')) ?? '');
  expect([file.status(), file.headers()['content-type'], (await file.body()).subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);

  await panel(page, '文书').getByRole('link', { name: '政务数据共享申请答复书', exact: true }).click();
  await page.getByRole('heading', { name: '政务数据共享申请答复书', level: 1 }).waitFor();
  await look(page, 'reply');
  await page.emulateMedia({ media: 'print' });
  await keepPicture(page, 'reply-on-paper');
  for (const text of ['拉萨市住房和城乡建设局：', '一、答复结论', '姓名须脱敏后提供'])
    expect(await page.getByText(text).first().isVisible(), text).toBe(true);
  expect(await page.getByText('非涉密系统').isVisible(), 'nothing of the product is on the paper').toBe(false);
  expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');

  const address = (await page.getByText(/\/verify\/[0-9a-z]{26}$/).textContent()) ?? '';
  const number = (await page.getByText(/^数答复〔\d{4}〕\d+号$/).textContent()) ?? '';
  const stranger = await stage.visit(new URL(address).pathname);
  await stranger.getByText('本平台制发过这份文书').waitFor();
  await stranger.getByText(number).waitFor();
  expect(await stranger.getByText('民政').count(), 'the check tells nothing of what the paper says').toBe(0);
  await look(stranger, 'document-check');
});

test('who sees the whole case has the approval sheet with every opinion', async () => {
  const { id } = await fileCase();
  await walk(id, ...toReply);
  const page = await stage.enter('civil-secrecy', `/cases/${id}`);
  await panel(page, '文书').getByRole('link', { name: '政务数据共享审批单', exact: true }).click();
  await page.getByRole('heading', { name: '政务数据共享审批单', level: 1 }).waitFor();
  for (const text of ['逐项审查,未发现涉密', '拉萨市民政局保密审查员']) await page.getByText(text).first().waitFor();
  await look(page, 'approval-sheet');
  await page.setViewportSize({ width: 390, height: 844 });
  await look(page, 'approval-sheet-on-a-phone');
});

test('a code that no paper carries is told so', async () => {
  stage.provokes(404);
  const page = await stage.visit(`/verify/${'0'.repeat(26)}`);
  await page.getByText('没有这个核验码的文书').waitFor();
  await look(page, 'document-unknown');
});
