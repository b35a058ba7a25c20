import { expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { bar, choose, decide, handIn, numberOnPage, openTask, panel, prepare, rowOf } from './support/act.ts';
import { fillApplication } from './support/application.ts';
import { fileCase, toProvider, walk } from './support/cases.ts';

const stage = useStage();

test('a refusal needs its reason and its basis, and the applicant reads both', async () => {
  const { id, number } = await fileCase('housing-applicant', 'cat-040', { itemIds: ['cat-040-02'] });
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward');
  await openTask(steward, number, '提供部门答复');
  await prepare(steward, { outcome: '不同意' });
  await handIn(steward);

  const summary = steward.getByRole('alert').filter({ hasText: '有 2 处需要改正' });
  await summary.waitFor();
  await look(steward, 'refusal-error-summary');
  await summary.getByRole('link', { name: /须写明依据/ }).click();
  expect(
    await bar(steward)
      .getByRole('textbox', { name: /依据/ })
      .evaluate((input) => input === document.activeElement),
  ).toBe(true);

  await decide(steward, { opinion: '所列用途超出本部门职责', basis: '《政务数据共享条例》第二十一条第二款' });
  await leave(steward);

  const applicant = await stage.enter('housing-applicant', `/cases/${id}`);
  await panel(applicant, '办理经过').getByText('不同意,案件办结').waitFor();
  const timeline = panel(applicant, '办理经过');
  await timeline.getByText('所列用途超出本部门职责').waitFor();
  await timeline.getByText('《政务数据共享条例》第二十一条第二款').waitFor();
  await look(applicant, 'case-refused');
});

test('a withdrawal is confirmed by the case number, and takes the task from the other side at once', async () => {
  const { id, number } = await fileCase();
  const steward = await stage.enter('housing-steward', '/inbox');
  await rowOf(steward, number).waitFor();
  const applicant = await stage.enter('housing-applicant', `/cases/${id}`);
  await applicant.getByRole('link', { name: '撤回申请' }).click();

  stage.provokes(422);
  await applicant.getByLabel(/请输入案件编号/).fill('共享申请');
  await applicant.getByRole('button', { name: '撤回申请' }).click();
  await applicant.getByText(`编号不一致,请输入 ${number}`).waitFor();
  await look(applicant, 'withdraw-mismatch');
  await applicant.getByLabel(/请输入案件编号/).fill(number);
  await applicant.getByRole('button', { name: '撤回申请' }).click();

  await applicant.getByText('已撤回').first().waitFor();
  await look(applicant, 'case-withdrawn');
  await expect.poll(() => rowOf(steward, number).count(), soon).toBe(0);
});

test('data shared without conditions is granted at once', async () => {
  const applicant = await stage.enter('edu-applicant', '/catalogue/cat-009');
  await look(applicant, 'entry-unconditional');
  await applicant.getByRole('link', { name: '申请共享' }).click();
  await applicant.getByText('无条件共享:提交后立即授权,无需审批').waitFor();
  await applicant.getByRole('group', { name: '申请信息项' }).getByRole('checkbox').first().check();
  await applicant.getByRole('group', { name: '共享方式' }).getByRole('radio').first().check();
  await fillApplication(applicant);
  await applicant.getByRole('button', { name: '提交申请' }).click();
  await applicant.waitForURL('**/cases/*');

  await applicant.getByText('已授权').first().waitFor();
  await panel(applicant, '办理经过').getByText('授权生效').waitFor();
  await look(applicant, 'case-granted-at-once');
  await applicant.getByRole('link', { name: /共享授权〔\d{4}〕/ }).click();
  await applicant.getByText('谁使用、谁管理').waitFor();
  await applicant.getByText('使用中').first().waitFor();
  await look(applicant, 'grant-unconditional');
});

test('data that is not shared stops the application with its basis', async () => {
  const basis = '能够识别或者推断单个统计调查对象身份的资料';
  const applicant = await stage.enter('edu-applicant', '/catalogue/cat-060');
  await applicant.getByText(basis).first().waitFor();
  await look(applicant, 'entry-not-shared');
  await goTo(applicant, '/catalogue/cat-060/apply');
  await applicant.getByText('不予共享:提交后按依据终止').waitFor();
  await choose(applicant, '申请信息项', '营业收入');
  await applicant.getByText('该资源不予共享,申请将按依据终止。').waitFor();
  await choose(applicant, '共享方式', '核验接口');
  await fillApplication(applicant);
  await look(applicant, 'application-not-shared');
  await applicant.getByRole('button', { name: '提交申请' }).click();
  await applicant.waitForURL('**/cases/*');

  expect(await numberOnPage(applicant)).toMatch(/^共享申请/);
  await panel(applicant, '办理经过').getByText('不予共享,案件终止').waitFor();
  await look(applicant, 'case-not-shared');
  await applicant.getByText(basis).first().waitFor();
});
