import { expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { moveClock } from '../support/clock.ts';
import { bar, choose, decide, openTask, panel, prepare, rowOf } from './support/act.ts';
import { fillReply } from './support/application.ts';
import { dueAt, fileCase, forgetTokens, toProvider, walk } from './support/cases.ts';

const stage = useStage();

test('an application that is returned is revised, and who returned it sees what has changed', async () => {
  const { id, number } = await fileCase();
  const steward = await stage.enter('housing-steward');
  await openTask(steward, number, '内部审核');
  await prepare(steward, {
    outcome: '退回修改',
    opinion: '范围过宽',
    fill: async (page) => {
      await choose(page, '是否确为履职必需、最小必要', '应缩小范围');
      await page.getByLabel('修改要求').fill('请写明只限哪个科室使用');
    },
  });
  await look(steward, 'return');
  await decide(steward, {});

  const applicant = await stage.enter('housing-applicant');
  await openTask(applicant, number, '修改申请');
  await panel(applicant, '办理经过').getByText('范围过宽').first().waitFor();
  expect
    .soft(await applicant.getByText('请写明只限哪个科室使用').count(), 'what must be corrected stands beside the form')
    .toBeGreaterThan(0);
  await look(applicant, 'revise');
  await decide(applicant, { fill: (page) => page.getByLabel('使用范围').fill('仅限住房保障科两名经办人员使用') });
  await leave(applicant);

  await openTask(steward, number, '内部审核');
  const changes = steward.getByText('您上次阅读之后有 1 处变化');
  await changes.waitFor();
  expect(await steward.locator('ins').allTextContents()).toContain('仅限住房保障科两名经办人员使用');
  await look(steward, 'revised-with-changes');
  await walk(id, ['housing-steward', 'internal_consent', 'agree']);
});

test('an extension that the bureau agrees to moves the day of the answer, and the applicant is told', async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward');
  await openTask(steward, number, '提供部门答复');
  const before = await dueAt('civil-steward', id, 'provider_decision');
  await steward.getByRole('link', { name: '申请延期' }).click();
  await steward.getByLabel('延长工作日数').fill('5');
  await steward.getByLabel('延期理由').fill('需向区县核实数据口径');
  await look(steward, 'extension-request');
  await steward.getByRole('button', { name: '提交延期申请' }).click();
  await steward.getByRole('button', { name: '提交延期申请' }).waitFor({ state: 'detached' });

  const officer = await stage.enter('bdb-exchange');
  await openTask(officer, number, '审核延期申请');
  await officer.getByText('申请将答复时限延长 5 个工作日').waitFor();
  await officer.getByText('需向区县核实数据口径').first().waitFor();
  await look(officer, 'extension-consent');
  await decide(officer, {
    outcome: '同意',
    fill: async (page) => {
      await page.getByText('同意后:答复时限按同意的工作日数延长').waitFor();
      await page.getByLabel('同意延长的工作日').fill('5');
    },
  });
  await leave(officer);

  await expect.poll(() => dueAt('civil-steward', id, 'provider_decision'), soon).not.toBe(before);
  await rowOf(steward, number).getByText('剩 15 个工作日').waitFor();
  const applicant = await stage.enter('housing-applicant', `/cases/${id}`);
  await panel(applicant, '办理经过').getByText('时限延长').waitFor();
  await look(applicant, 'case-extended');
});

test("where a department asks itself, the bureau's leader answers and the city's reviewer gives the opinion", async () => {
  const { id, number } = await fileCase('civil-applicant', 'cat-040', { itemIds: ['cat-040-02'] });
  await walk(id, ['civil-steward', 'internal_consent', 'agree'], ['bdb-exchange', 'formal_check', 'pass']);
  const leader = await stage.enter('bdb-leader');
  await openTask(leader, number, '提供部门答复');
  await leader.getByText('您以“市大数据局 大数据局负责人”岗位办理').waitFor();
  await look(leader, 'provider-decision-same-department');
  await decide(leader, { outcome: '同意', fill: (page) => fillReply(page, '姓名') });

  const reviewer = await stage.enter('secrecy-city');
  await openTask(reviewer, number, '保密审核');
  await look(reviewer, 'confidentiality-opinion-of-the-city');
  await leave(reviewer);
  await walk(id, ['secrecy-city', 'confidentiality_opinion', 'agree']);
  await goTo(leader, '/inbox');
  await rowOf(leader, number).filter({ hasText: '提供部门确认约定' }).waitFor();
});

test('a supplement that nobody hands in lapses, and the case with it', async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward');
  await openTask(steward, number, '提供部门答复');
  await prepare(steward, {
    outcome: '要求补正',
    opinion: '材料不全',
    fill: (page) => page.getByLabel('需补充的材料').fill('请补充使用系统的等级保护备案证明'),
  });
  await look(steward, 'supplement-request');
  await decide(steward, {});
  await leave(steward);

  const applicant = await stage.enter('housing-applicant');
  await openTask(applicant, number, '补正材料');
  expect(await applicant.getByLabel('补正要求').inputValue()).toBe('请补充使用系统的等级保护备案证明');
  await look(applicant, 'supplement');
  await goTo(applicant, `/cases/${id}`);
  await panel(applicant, '办理经过').getByText('时限停计').waitFor();
  await look(applicant, 'case-clock-stopped');
  await leave(applicant);

  const due = new Date(await dueAt('housing-applicant', id, 'supplement'));
  const now = await moveClock(0);
  await moveClock(due.getTime() - now.getTime() + 86_400_000);
  stage.forgetSessions();
  forgetTokens();

  const back = await stage.enter('housing-applicant', `/cases/${id}`);
  await panel(back, '办理经过').getByText('逾期未补正,视为撤回').waitFor();
  await look(back, 'case-lapsed');
  await goTo(back, '/inbox');
  await back.getByRole('heading', { name: '待办', level: 1 }).waitFor({ state: 'attached' });
  await expect.poll(() => rowOf(back, number).count(), soon).toBe(0);
  expect(await bar(back).count()).toBe(0);
});
