import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { day } from '../support/clock.ts';
import { bar, panel } from './support/act.ts';
import { fileCase, taskOf, toProvider, tryToDecide, walk } from './support/cases.ts';

const stage = useStage();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' };

/** The row of a table that holds this text. */
function row(page: Page, text: string) {
  return page.getByRole('row').filter({ hasText: text });
}

test('requirement 32: a department’s steward appoints for a term and ends it; the register tells by whom and why', async () => {
  const steward = await stage.enter('tourism-steward');
  await steward.keyboard.press('g');
  await steward.keyboard.press('m');
  await steward.getByRole('heading', { name: '任职登记 · 市旅发局', level: 1 }).waitFor();
  await look(steward, 'appointments');
  stage.provokes(422);
  const form = panel(steward, '任命');
  await form.getByLabel('人员').selectOption({ label: '旅发·目录审核员(示例)' });
  await form.getByLabel('岗位').selectOption({ label: '目录编制' });
  await form.getByLabel('事由').fill('分工调整');
  await form.getByRole('button', { name: '任命' }).click();
  await form.getByText('目录编制与目录审核须由不同人员担任', { exact: false }).waitFor();
  await look(steward, 'appointment-refused');
  await form.getByLabel('岗位').selectOption({ label: '申请经办' });
  await form.getByLabel('结束日期').fill(await day(365));
  await form.getByRole('button', { name: '任命' }).click();
  const given = row(steward, '旅发·目录审核员(示例)').filter({ hasText: '申请经办' });
  await given.getByText('旅发·共享机构负责人(示例) 任命:分工调整').waitFor();

  await given.getByText('终止任职', { exact: true }).first().click();
  await given.getByLabel('最后一天').fill(await day(-1));
  await given.getByRole('button', { name: '终止任职' }).click();
  await given.getByText('请填写理由').waitFor();
  await given.getByLabel('事由').fill('调离');
  await look(steward, 'appointment-ending');
  await given.getByRole('button', { name: '终止任职' }).click();
  await expect.poll(() => given.count(), soon).toBe(0);
  await steward.getByRole('link', { name: '含已终止' }).click();
  await given.getByText('旅发·共享机构负责人(示例) 终止:调离').waitFor();
  await look(steward, 'appointments-ended');
});

test('a colleague stands in: the task comes, the decision carries both names, and ends with the record', async () => {
  const { id } = await fileCase();
  await taskOf('housing-steward', id, 'internal_consent');
  const steward = await stage.enter('housing-steward', '/admin/deputies');
  const form = panel(steward, '登记代理');
  await form.getByLabel('代理人', { exact: false }).nth(1).selectOption({ label: '住建·目录审核员(示例)' });
  await form.getByLabel('结束日期').fill(await day(3));
  await form.getByLabel('事由').fill('出差');
  await look(steward, 'deputy-form');
  await form.getByRole('button', { name: '登记代理' }).click();
  await row(steward, '住建·目录审核员(示例)').getByText('代理中').first().waitFor();
  await look(steward, 'deputies');

  const taskId = await taskOf('housing-reviewer', id, 'internal_consent');
  const deputy = await stage.enter('housing-reviewer', `/tasks/${taskId}`);
  await deputy.getByText('代理住建·共享机构负责人(示例)').waitFor();
  await bar(deputy).getByRole('radio', { name: '同意', exact: true }).check();
  await deputy
    .getByRole('group', { name: /是否确为履职必需/ })
    .getByLabel('是', { exact: true })
    .check();
  await deputy.getByLabel('使用责任人').selectOption({ index: 1 });
  await look(deputy, 'deputy-decides');
  await bar(deputy).getByRole('button', { name: /^提交/ }).click();
  await deputy.getByText('本任务已办结').waitFor();
  await goTo(deputy, `/cases/${id}`);
  await deputy.getByText('住建·目录审核员(示例)(代住建·共享机构负责人(示例))', { exact: false }).first().waitFor();
  await look(deputy, 'case-with-both-names');
  // With the record the case is gone from the deputy's screen, and an open page would say so.
  await leave(deputy);

  await steward.getByRole('button', { name: /^结束代理/ }).click();
  await row(steward, '住建·目录审核员(示例)').getByText('提前结束', { exact: false }).first().waitFor();
});

test('a phrase goes into the opinion with one press, or with Alt and its number', async () => {
  const { id } = await fileCase();
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward', '/admin/phrases');
  for (const [text, owner] of [
    ['符合共享条件。', '仅自己'],
    ['请按约定用途使用。', '全部门'],
  ] as const) {
    await steward.getByLabel('内容').fill(text);
    await steward.getByLabel('给谁用').selectOption({ label: owner });
    await steward.getByRole('button', { name: '保存' }).click();
    await steward.getByRole('listitem').filter({ hasText: text }).waitFor();
  }
  await look(steward, 'phrases');
  await goTo(steward, `/tasks/${await taskOf('civil-steward', id, 'provider_decision')}`);
  await bar(steward).getByRole('radio', { name: '同意', exact: true }).check();
  const opinion = bar(steward).getByRole('textbox', { name: /意见/ });
  await bar(steward).getByRole('button', { name: '符合共享条件。' }).click();
  await expect.poll(() => opinion.inputValue()).toBe('符合共享条件。');
  await opinion.press('Alt+2');
  await expect.poll(() => opinion.inputValue()).toBe('符合共享条件。请按约定用途使用。');
  await look(steward, 'task-with-phrases');
  await goTo(steward, '/admin/phrases');
  for (const text of ['符合共享条件。', '请按约定用途使用。']) {
    await steward.getByRole('button', { name: `删除“${text}”` }).click();
    await expect.poll(() => steward.getByRole('listitem').filter({ hasText: text }).count(), soon).toBe(0);
  }
});

test('a leaver’s work is shown before it moves, and moves in one go', async () => {
  const leader = await stage.enter('medins-leader', '/admin/handover');
  await leader.getByLabel('离职人员').selectOption({ label: '医保·目录审核员(示例)' });
  await leader.getByLabel('接手人').selectOption({ label: '医保·编目员(示例)' });
  await leader.getByRole('button', { name: '查看将转办的内容' }).click();
  await leader.getByText('目录编制与目录审核须由不同人员担任', { exact: false }).waitFor();
  await look(leader, 'handover-refused');
  await leader.getByLabel('接手人').selectOption({ label: '医保·申请经办(示例)' });
  await leader.getByRole('button', { name: '查看将转办的内容' }).click();
  await leader.getByText('岗位(1)').waitFor();
  await leader.getByLabel('事由').fill('调离');
  await look(leader, 'handover-plan');
  await leader.getByRole('button', { name: '确认转办' }).click();
  await row(leader, '医保·目录审核员(示例)').getByText('岗位 1、任务 0、草稿 0').waitFor();
  await look(leader, 'handover-done');
});

test('requirements 31 and 82: the supervision reads the ledger, takes it away as a file, and verifies a case', async () => {
  const { id, number } = await fileCase();
  await taskOf('housing-steward', id, 'internal_consent');
  await tryToDecide('eco-steward', await taskOf('housing-steward', id, 'internal_consent'));
  const supervisor = await stage.enter('bdb-sec');
  await supervisor.getByRole('link', { name: '监督' }).first().click();
  await supervisor.getByRole('heading', { name: '监督', level: 1 }).waitFor();
  await look(supervisor, 'supervision');
  await supervisor.getByRole('navigation', { name: '监督' }).getByRole('link', { name: '责任台账' }).click();
  await row(supervisor, number).getByText('越权办理(未成)').waitFor();
  await look(supervisor, 'ledger');
  const [download] = await Promise.all([supervisor.waitForEvent('download'), supervisor.getByRole('link', { name: '导出 CSV' }).click()]);
  expect(download.suggestedFilename()).toBe('责任台账.csv');
  const written = readFileSync(await download.path(), 'utf8');
  expect(written.startsWith('\uFEFF')).toBe(true);
  expect(written).toContain(`生态·共享机构负责人(示例),不得办理查看范围之外的任务`);

  await supervisor.getByRole('navigation', { name: '监督' }).getByRole('link', { name: '存证核验' }).click();
  await supervisor.getByLabel('案号').fill(number);
  await supervisor.getByRole('button', { name: '核验' }).click();
  await supervisor.getByText('事件链完整').waitFor();
  await look(supervisor, 'chain');
  await supervisor.getByLabel('案号').fill('没有这个');
  await supervisor.getByRole('button', { name: '核验' }).click();
  await supervisor.getByText('没有找到这个事项', { exact: false }).waitFor();
  await leave(supervisor);

  const head = await stage.enter('eco-leader', '/supervision/ledger');
  await row(head, '生态·共享机构负责人(示例)').getByText('不在您的查看范围内').first().waitFor();
  expect(await head.getByText(number).count()).toBe(0);
});

test('a notice is checked row by row before it is entered as one edit', async () => {
  const keeper = await stage.enter('bdb-flow', '/calendar');
  await keeper.getByText('工作时间:09:30–13:00、15:30–18:00').waitFor();
  await keeper.getByRole('link', { name: '批量导入' }).click();
  await keeper.getByLabel('依据').fill('市政府办公室放假通知');
  await keeper.getByLabel('属于').selectOption({ label: '本市自定' });
  await keeper.getByRole('textbox', { name: '内容' }).fill('2027-08-19,放假,雪顿节\n2027-08-20,休假,雪顿节\n2027-08-21,放假,雪顿节');
  await keeper.getByRole('button', { name: '核对' }).click();
  await keeper.getByText('安排应填“放假”或“上班”').waitFor();
  await look(keeper, 'import-wrong');
  const notice = Buffer.from('\uFEFF日期,安排,名称\r\n2027-08-19,放假,雪顿节\r\n2027-08-20,放假,雪顿节\r\n2027-08-21,放假,雪顿节\r\n');
  await keeper.getByLabel('或选择文件').setInputFiles({ name: '放假安排.csv', mimeType: 'text/csv', buffer: notice });
  await keeper.getByRole('button', { name: '核对' }).click();
  await keeper.getByText('导入后:录入 2 天,0 个正在计算的时限改期。').waitFor();
  await look(keeper, 'import-checked');
  await keeper.getByRole('button', { name: '导入', exact: true }).click();
  await keeper.getByRole('heading', { name: /^工作日历 2027年$/ }).waitFor();
  await row(keeper, '市政府办公室放假通知').filter({ hasText: '雪顿节' }).first().waitFor();
});

test('every page of administration and supervision fits a phone and stays readable in the dark', async () => {
  const leader = await stage.enter('bdb-leader', '/admin', phone);
  for (const place of ['organisations', 'appointments', 'handover', 'deputies', 'phrases', 'limits']) {
    await goTo(leader, `/admin/${place}`);
    await look(leader, `phone-admin-${place}`);
  }
  const supervisor = await stage.enter('bdb-sec', '/supervision', phone);
  for (const place of ['', '/ledger', '/chain']) {
    await goTo(supervisor, `/supervision${place}`);
    await look(supervisor, `phone-supervision${place.replace('/', '-')}`);
  }
  const wide = await stage.enter('bdb-leader', '/admin/organisations');
  await look(wide, 'organisations');
  await goTo(wide, '/admin/limits');
  await look(wide, 'limits');
});
