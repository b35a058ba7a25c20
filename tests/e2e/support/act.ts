import type { Page } from 'playwright-core';
import { goTo } from '../../support/browser.ts';

/** A decision as a person gives it: what they fill in, the outcome's name (none where there is only one), and their words. */
export type Decision = {
  outcome?: string;
  opinion?: string;
  basis?: string;
  fill?: (page: Page) => Promise<unknown>;
};

/** The row of that case in the list on the left; it comes by itself, nobody has to reload. */
export function rowOf(page: Page, number: string) {
  return page.getByRole('list', { name: '任务列表' }).getByRole('link').filter({ hasText: number });
}

/** Opens the person's inbox and in it the task of that case, once it has arrived. */
export async function openTask(page: Page, number: string, step: string): Promise<void> {
  await goTo(page, '/inbox');
  await rowOf(page, number).filter({ hasText: step }).click();
  await page.getByRole('article').getByRole('heading', { name: step, exact: true }).first().waitFor();
}

/** Fills in the open task's form and the decision bar, without handing it in. */
export async function prepare(page: Page, { outcome, opinion, basis, fill }: Decision): Promise<void> {
  if (outcome !== undefined) await bar(page).getByRole('radio', { name: outcome, exact: true }).check();
  await fill?.(page);
  if (opinion !== undefined) await bar(page).getByRole('textbox', { name: /意见/ }).fill(opinion);
  if (basis !== undefined) await bar(page).getByRole('textbox', { name: /依据/ }).fill(basis);
}

export async function handIn(page: Page): Promise<void> {
  await bar(page).getByRole('button', { name: /^提交/ }).click();
}

/** Decides the open task and waits until the page says that it is decided. */
export async function decide(page: Page, decision: Decision): Promise<void> {
  await prepare(page, decision);
  await handIn(page);
  await page.getByText('本任务已办结').waitFor();
}

/** The decision bar of the open task. */
export function bar(page: Page) {
  return page.getByRole('region', { name: '办理意见' });
}

/** The sheet of the page with that heading. */
export function panel(page: Page, heading: string) {
  return page.locator('section').filter({ has: page.getByRole('heading', { name: heading, exact: true }) });
}

/** Ticks or picks an answer in the question with that name. */
export async function choose(page: Page, question: string, ...answers: string[]): Promise<void> {
  const group = page.getByRole('group', { name: question });
  for (const answer of answers) await group.getByLabel(answer).check();
}

/** The number of the case whose page is open. */
export async function numberOnPage(page: Page): Promise<string> {
  return (
    (await page
      .getByText(/^共享申请〔\d{4}〕\d+号$/)
      .first()
      .textContent()) ?? ''
  );
}
