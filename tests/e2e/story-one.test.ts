import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, soon, useStage } from '../support/browser.ts';
import { day } from '../support/clock.ts';
import { choose, decide, numberOnPage, openTask, panel, prepare, rowOf } from './support/act.ts';
import { fillApplication, fillReply, words } from './support/application.ts';

const stage = useStage();

test('市住建局 asks 市民政局 for 低保 data and gets three items for verification only', async () => {
  const apply = await findTheForm();
  await fillInAndLeave(apply);
  const { applicant, number } = await comeBackAndFile();

  const steward = await stage.enter('housing-steward');
  await look(steward, 'workbench-with-a-task');
  await openTask(steward, number, '内部审核');
  await look(steward, 'internal-consent');
  await decide(steward, {
    outcome: '同意',
    opinion: '确为履职必需',
    fill: async (page) => {
      await choose(page, '是否确为履职必需、最小必要', '是');
      await page.getByLabel('使用责任人').selectOption({ index: 1 });
    },
  });
  await look(steward, 'decided');
  await leave(steward);

  const officer = await stage.enter('bdb-exchange');
  await openTask(officer, number, '形式审查');
  await look(officer, 'formal-check');
  await decide(officer, {
    outcome: '通过',
    fill: async (page) => {
      await choose(page, '材料是否齐全', '是');
      await choose(page, '提供部门是否正确', '是');
    },
  });
  await leave(officer);

  await expect.poll(() => standsAt(applicant), soon).toEqual(['provider_decision']);
  await answerPartly(number);

  const reviewer = await stage.enter('civil-secrecy');
  await openTask(reviewer, number, '保密审核');
  await look(reviewer, 'confidentiality-opinion');
  await decide(reviewer, {
    outcome: '同意',
    opinion: '未发现涉密内容',
    fill: async (page) => {
      await choose(page, '审查后可以提供的信息项', '公民身份号码', '姓名', '保障类别');
      await choose(page, '是否涉及国家秘密、工作秘密', '未发现');
      await choose(page, '汇聚、关联后的风险', '低');
    },
  });
  await leave(reviewer);

  const leader = await stage.enter('civil-leader');
  await openTask(leader, number, '分管领导签批');
  await look(leader, 'leader-approval');
  expect(await standsAt(applicant), 'drafts of the reply are the provider’s own').toEqual(['provider_decision']);
  await decide(leader, { outcome: '同意', opinion: '同意答复' });
  await leave(leader);
  await expect.poll(async () => (await standsAt(applicant)).toSorted(), soon).toEqual(['terms_applicant', 'terms_provider']);

  await acceptTerms(applicant, number, '需求部门确认约定');
  const provider = await stage.enter('civil-steward');
  await acceptTerms(provider, number, '提供部门确认约定');
  await leave(provider);

  const operator = await stage.enter('bdb-ops');
  await openTask(operator, number, '开通与交付');
  await look(operator, 'provision');
  await decide(operator, {
    fill: async (page) => {
      await choose(page, '提供方式', '核验接口');
      await page.getByText('已完成后:授权生效').waitFor();
      expect(await page.getByLabel('交付时间').inputValue(), 'the delivery is now, to the minute').toMatch(/T\d\d:\d\d$/);
      await page.getByLabel('交付时间').fill(`${await day()}T08:00`);
      await page.getByLabel('交付凭据').fill('核验接口 /verify/low-income,交付清单一份,接收人已签收');
    },
  });
  await leave(operator);
  await readTheOutcome(applicant, number);
}, 300_000);

async function findTheForm(): Promise<Page> {
  const page = await stage.visit('/');
  await look(page, 'sign-in');
  await page.getByRole('button', { name: '住建·申请经办(示例)' }).click();
  await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
  await look(page, 'workbench');
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '目录' }).click();
  await page.getByRole('searchbox').fill('低保');
  await page.keyboard.press('Enter');
  await page.getByText('“低保”').or(page.locator('mark').first()).first().waitFor();
  await look(page, 'catalogue-search');
  await page.getByRole('link', { name: '最低生活保障对象信息' }).click();
  await page.getByRole('heading', { name: '最低生活保障对象信息', level: 1 }).waitFor();
  await page.getByText('用于医疗救助、教育资助、住房保障').waitFor();
  await look(page, 'entry');
  await page.getByRole('link', { name: '申请共享' }).click();
  await page.getByText(/今日提交,提供部门应于 \d{4}年\d+月\d+日前答复/).waitFor();
  return page;
}

/** Warnings come while one types, the draft is kept on the server, and then the browser is closed. */
async function fillInAndLeave(page: Page): Promise<void> {
  await choose(page, '申请信息项', '公民身份号码', '姓名', '保障类别');
  await page.getByText('所选信息项中有3级以上的').waitFor();
  await choose(page, '共享方式', '联机查询接口');
  await page.getByText('请优先选用核验接口').waitFor();
  await choose(page, '共享方式', '核验接口');
  await page.getByText('请优先选用核验接口').waitFor({ state: 'detached' });
  await page.getByLabel('使用用途').fill('统计研究');
  await page.getByText('所填用途与该资源列明的共享用途可能不一致').waitFor();
  await fillApplication(page);
  await page.getByText('所填用途与该资源列明的共享用途可能不一致').waitFor({ state: 'detached' });
  await page
    .getByLabel(/^附件/)
    .setInputFiles({ name: '职责依据.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await page.getByRole('button', { name: '删除 职责依据.pdf' }).waitFor();
  const saved = page.waitForResponse((response) => response.url().includes('/api/v1/drafts/') && response.ok());
  await page.getByLabel('使用范围').press('End');
  await page.getByLabel('使用范围').pressSequentially('。');
  await saved;
  await page.getByText(/已保存 \d\d:\d\d/).waitFor();
  await look(page, 'application');
  await leave(page);
}

async function comeBackAndFile(): Promise<{ applicant: Page; number: string }> {
  const page = await stage.enter('housing-applicant');
  await look(page, 'workbench-with-a-draft');
  await panel(page, '草稿').getByRole('link', { name: '最低生活保障对象信息', exact: true }).click();
  const scope = page.getByLabel('使用范围');
  await scope.waitFor();
  expect(await scope.inputValue()).toBe(`${words.使用范围}。`);
  expect(await page.getByLabel('保障类别').isChecked()).toBe(true);
  expect.soft(await page.getByText('职责依据.pdf', { exact: true }).isVisible(), 'the attachment is there by its name').toBe(true);
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL('**/cases/*');
  const number = await numberOnPage(page);
  await expect.poll(() => page.title(), soon).toContain(number);
  await page.locator('.case-diagram').scrollIntoViewIfNeeded();
  await expect.poll(() => standsAt(page), soon).toEqual(['internal_consent']);
  await look(page, 'case-filed');
  return { applicant: page, number };
}

async function answerPartly(number: string): Promise<void> {
  const steward = await stage.enter('civil-steward');
  await openTask(steward, number, '提供部门答复');
  await prepare(steward, {
    outcome: '部分同意',
    opinion: '仅提供核验接口,不返回数据原文',
    fill: (page) => fillReply(page, '公民身份号码', '姓名', '保障类别'),
  });
  await steward.getByText(/部分同意后:开通 3 个信息项的核验接口,有效期至 \d{4}年/).waitFor();
  await look(steward, 'provider-decision');
  await decide(steward, {});
  await leave(steward);
}

async function acceptTerms(page: Page, number: string, step: string): Promise<void> {
  await openTask(page, number, step);
  await look(page, 'terms');
  await decide(page, { fill: (terms) => terms.getByRole('checkbox').check() });
}

/** Elements that the live diagram marks as where the case stands. */
function standsAt(page: Page): Promise<(string | null)[]> {
  return page
    .locator('.case-diagram .stands-here')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('data-element-id')));
}

async function readTheOutcome(page: Page, number: string): Promise<void> {
  await goTo(page, '/cases');
  await look(page, 'cases');
  await page.getByRole('row', { name: number }).getByRole('link').click();
  const timeline = panel(page, '办理经过');
  await timeline.getByText('授权生效').waitFor();
  for (const words of ['提交申请', '内部审核:同意', '提供部门答复:部分同意', '仅提供核验接口,不返回数据原文', '完成提供与交付'])
    await timeline.getByText(words).first().waitFor();
  await look(page, 'case-granted');
  await goTo(page, '/grants');
  await look(page, 'grants');
  await page.getByRole('row', { name: '最低生活保障对象信息' }).getByRole('link').first().click();
  await page.getByRole('heading', { name: '最低生活保障对象信息', level: 1 }).waitFor();
  await page.getByText('使用中').first().waitFor();
  await page.getByText('核验接口').first().waitFor();
  await look(page, 'grant');
  await goTo(page, '/inbox?box=filed');
  await rowOf(page, number).waitFor();
  await look(page, 'inbox-filed');
}
