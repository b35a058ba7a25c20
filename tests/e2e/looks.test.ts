import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, look, useStage } from '../support/browser.ts';
import { fileCase, taskOf, toProvider, walk } from './support/cases.ts';

const stage = useStage();

const phoneInTheDark: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  colorScheme: 'dark',
};

test('every page fits a phone and stays readable in the dark', async () => {
  const { id } = await fileCase();
  await walk(id, ...toProvider);
  const taskId = await taskOf('civil-steward', id, 'provider_decision');
  const places = ['/', '/inbox', `/inbox/${taskId}`, `/cases/${id}`, '/cases', '/catalogue', '/catalogue/cat-040', '/grants', '/drafts'];
  const steward = await stage.enter('civil-steward', '/', phoneInTheDark);
  for (const place of places) {
    await goTo(steward, place);
    await look(steward, `phone-dark${place.replace(id, 'case').replace(taskId, 'task').replaceAll('/', '-')}`);
  }
  const applicant = await stage.enter('culture-applicant', '/catalogue/cat-040/apply', phoneInTheDark);
  await look(applicant, 'phone-dark-application');
});

test('what people write is shown as text and never runs', async () => {
  const script = '<script>window.ran = true</script><img src=x onerror="window.ran = true">';
  const texts = Object.fromEntries(
    ['dutyBasis', 'scenario', 'purpose', 'scope', 'securityMeasures', 'systemName', 'handlerName'].map((key) => [
      key,
      `${script.slice(0, 30)}${key}`,
    ]),
  );
  const { id, number } = await fileCase('housing-applicant', 'cat-040', { ...texts, dutyBasis: script });
  await walk(id, ['housing-steward', 'internal_consent', 'agree', {}, script]);
  const officer = await stage.enter('bdb-exchange');
  for (const place of [
    `/cases/${id}`,
    `/tasks/${await taskOf('bdb-exchange', id, 'formal_check')}`,
    `/inbox?q=${encodeURIComponent(script)}`,
    `/cases?q=${encodeURIComponent(script)}`,
    `/catalogue?q=${encodeURIComponent(script)}`,
  ]) {
    await goTo(officer, place);
    if (place.includes(id)) await officer.getByText(script).first().waitFor();
    expect(await officer.evaluate(() => 'ran' in window), `nothing runs on ${place}`).toBe(false);
  }
  await goTo(officer, `/cases/${id}`);
  expect(await officer.getByText(script).count(), `as text in ${number}`).toBeGreaterThan(1);
  await look(officer, 'script-as-text');
});

test('a case prints as a document: its content and the standing notice, none of the controls', async () => {
  const { id, number } = await fileCase();
  await walk(id, ...toProvider);
  const page = await stage.enter('housing-applicant', `/cases/${id}`);
  await page.emulateMedia({ media: 'print' });
  await look(page, 'case-on-paper');
  for (const text of ['非涉密系统,严禁录入涉密信息', number, '办理经过', '申请内容'])
    expect(await page.getByText(text).first().isVisible(), text).toBe(true);
  expect(
    await page
      .getByText(/刚刚|分钟前|天后/)
      .filter({ visible: true })
      .count(),
    'only exact times are printed',
  ).toBe(0);
  expect(await shown(page, '主导航')).toBe(0);
  for (const name of ['打印', '撤回申请', '适合窗口'])
    expect(await page.getByText(name, { exact: true }).filter({ visible: true }).count(), name).toBe(0);
  const paper = await page.pdf({ format: 'A4' });
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
});

test('the other language and the other look are kept for the next visit', async () => {
  const page = await stage.enter('housing-steward');
  await page.getByLabel(/账户与设置/).click();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Workbench', level: 1 }).waitFor();
  await page.getByLabel(/account/i).click();
  await page.getByRole('button', { name: 'Dark' }).click();
  await page.locator('html[data-theme=dark]').waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  await look(page, 'english-dark');
});

function shown(page: Page, navigation: string): Promise<number> {
  return page.getByRole('navigation', { name: navigation }).filter({ visible: true }).count();
}
