import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { bar, choose, decide, openTask, panel, rowOf } from './support/act.ts';
import { fileCase, toProvider, walk } from './support/cases.ts';
import { hireBeside } from './support/database.ts';

const stage = useStage();
const CONSENT = {
  outcome: '同意',
  fill: async (page: Page) => {
    await choose(page, '是否确为履职必需、最小必要', '是');
    await page.getByLabel('使用责任人').selectOption({ index: 1 });
  },
};

beforeAll(async () => {
  await hireBeside('housing-steward-2', 'housing-steward', '住建·数据管理岗乙(示例)');
});

/** Opens the form of an operation from the task's page, and reads there what follows. */
async function begin(page: Page, operation: string, follows: string): Promise<void> {
  await page.getByRole('navigation', { name: '其他操作' }).getByRole('link', { name: operation, exact: true }).click();
  await panel(page, operation).getByText(follows).waitFor();
}

async function confirm(page: Page, operation: string, done: string): Promise<void> {
  await page.getByRole('button', { name: `确认${operation}`, exact: true }).click();
  await page.getByText(done, { exact: true }).first().waitFor();
  await page.getByRole('button', { name: `确认${operation}`, exact: true }).waitFor({ state: 'detached' });
}

test('a task is claimed, transferred, signed by a colleague too, decided, and taken back', async () => {
  const { number } = await fileCase();
  const steward = await stage.enter('housing-steward');
  await openTask(steward, number, '内部审核');
  await begin(steward, '领取', '同岗位的同事不再看到');
  await look(steward, 'operation-claim');
  await confirm(steward, '领取', '已领取,由您办理');
  await panel(steward, '签署人').getByText('办理中').waitFor();

  await begin(steward, '转办', '接办人须担任同一岗位');
  await steward.getByLabel('转给').selectOption({ label: '住建·数据管理岗乙(示例) · 拉萨市住房和城乡建设局 共享机构负责人' });
  await look(steward, 'operation-transfer');
  stage.provokes(422);
  await steward.getByRole('button', { name: '确认转办' }).click();
  await panel(steward, '转办').getByText('请填写理由').waitFor();
  await steward.getByRole('textbox', { name: '理由' }).fill('出差,请代为办理');
  await confirm(steward, '转办', '已转办');
  await steward.getByText('这项任务由同岗位的同事办理中').waitFor();
  await look(steward, 'operation-transferred');
  await leave(steward);

  const second = await stage.enter('housing-steward-2');
  await openTask(second, number, '内部审核');
  await panel(second, '办理经过').getByText('出差,请代为办理').waitFor();
  await begin(second, '加签', '不代替您作出结论');
  await second.getByLabel('加签人').selectOption({ index: 1 });
  await second.getByRole('textbox', { name: '理由' }).fill('请分管领导先看');
  await look(second, 'operation-add-signer');
  await confirm(second, '加签', '已加签');
  await panel(second, '签署人').getByText('未轮到').waitFor();
  await begin(second, '减签', '不再等待其签署');
  await look(second, 'operation-remove-signer');
  await second.getByRole('textbox', { name: '理由' }).fill('不再需要');
  await confirm(second, '减签', '已减签');
  await decide(second, CONSENT);
  await second.getByRole('navigation', { name: '其他操作' }).getByRole('link', { name: '取回' }).waitFor();
  await begin(second, '取回', '下一环节的任务取消');
  await look(second, 'operation-take-back');
  await confirm(second, '取回', '已取回');
  await rowOf(second, number).filter({ hasText: '内部审核' }).waitFor();
  await openTask(second, number, '内部审核');
  await decide(second, CONSENT);
});

test('a colleague prepares it, hands it back, and is added as a signer who only agrees', async () => {
  const { id, number } = await fileCase();
  const steward = await stage.enter('housing-steward');
  await openTask(steward, number, '内部审核');
  await begin(steward, '委派', '交回,由您签署');
  await steward.getByLabel('委派给').selectOption({ label: '住建·分管领导(示例) · 拉萨市住房和城乡建设局 分管领导' });
  await steward.getByRole('textbox', { name: '理由' }).fill('请先核对范围');
  await look(steward, 'operation-delegate');
  await confirm(steward, '委派', '已委派');

  const leader = await stage.enter('housing-leader');
  await openTask(leader, number, '内部审核');
  await begin(leader, '交回', '由委派人签署');
  await leader.getByRole('textbox', { name: '意见' }).fill('范围适当');
  await look(leader, 'operation-hand-back');
  await confirm(leader, '交回', '已交回');

  await openTask(steward, number, '内部审核');
  await begin(steward, '加签', '不代替您作出结论');
  await steward.getByLabel('加签人').selectOption({ label: '住建·分管领导(示例) · 拉萨市住房和城乡建设局 分管领导' });
  await steward.getByRole('textbox', { name: '理由' }).fill('请会签');
  await confirm(steward, '加签', '已加签');
  await leave(steward);

  await openTask(leader, number, '内部审核');
  await look(leader, 'signing-as-added');
  await bar(leader).getByRole('radio', { name: '同意', exact: true }).check();
  await bar(leader).getByRole('button', { name: /^提交/ }).click();
  await leader.getByText('您已经签署,无需再次办理。').waitFor();
  await look(leader, 'signed-others-due');
  await leave(leader);
  await walk(id, ['housing-steward', 'internal_consent', 'agree']);
});

test('a case is returned with its reason, and the applicant urges whoever has it', async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider.slice(0, 1));
  const officer = await stage.enter('bdb-exchange');
  await openTask(officer, number, '形式审查');
  await begin(officer, '退回', '法定时限不因退回停计');
  await officer.getByRole('radio', { name: '修改申请' }).check();
  await officer.getByText('只能按流程重新办理').waitFor();
  await officer.getByRole('radio', { name: '内部审核' }).check();
  await officer.getByRole('radio', { name: '办完直接回到本环节' }).check();
  await officer.getByRole('textbox', { name: '理由' }).fill('请补充必要性说明');
  await look(officer, 'operation-return');
  await confirm(officer, '退回', '已退回');
  await leave(officer);

  const applicant = await stage.enter('housing-applicant', `/cases/${id}`);
  await panel(applicant, '办理经过').getByText('请补充必要性说明').waitFor();
  expect(await applicant.getByRole('button', { name: '催办' }).count()).toBe(0);
  await walk(id, ['housing-steward', 'internal_consent', 'agree']);
  await expect.poll(() => applicant.getByRole('button', { name: '催办' }).count(), soon).toBe(1);
  await look(applicant, 'case-to-urge');
  await applicant.getByRole('button', { name: '催办' }).click();
  await applicant.getByText('已催办', { exact: true }).waitFor();
  stage.provokes(409);
  await applicant.getByRole('button', { name: '催办' }).click();
  await applicant.getByText('今天已经催办过,请明天再试。').waitFor();
  await look(applicant, 'case-urged');
  await leave(applicant);

  const again = await stage.enter('bdb-exchange');
  await goTo(again, '/');
  await again.getByText('申请部门催办').first().waitFor();
  await look(again, 'urged');
});
