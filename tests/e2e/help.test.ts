import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PROCESSES } from '#processes/registry.ts';
import { goTo, look, useStage } from '../support/browser.ts';

const stage = useStage();

test('every process is explained, from the workbench on, on paper and on a phone as well', async () => {
  const page = await stage.enter('bdb-exchange');
  await page.getByRole('link', { name: '办事帮助' }).click();
  await page.getByRole('heading', { name: '办事帮助', level: 1 }).waitFor();
  await look(page, 'help');
  await page.getByRole('link', { name: '有条件共享' }).first().click();
  await page.getByRole('heading', { name: '办理环节' }).waitFor();
  await page
    .getByRole('cell', { name: /10 个工作日/ })
    .first()
    .waitFor();
  await page.locator('.case-diagram').scrollIntoViewIfNeeded();
  await page.locator('.case-diagram svg').first().waitFor();
  await look(page, 'help-conditional-share');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
  await look(page, 'help-print');
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 390, height: 844 });
  for (const { key } of PROCESSES) {
    await goTo(page, `/help/${key}`);
    await page.getByRole('heading', { name: '办理环节' }).waitFor();
    await look(page, `help-phone-${key}`);
  }
});

test('the catalogue is taken away as a file, narrowed as it is shown (requirement 25)', async () => {
  const page = await stage.enter('housing-applicant', `/catalogue?q=${encodeURIComponent('低保')}`);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 CSV' }).click()]);
  const [header = '', ...rows] = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(header).toContain('信息资源代码');
  expect(rows.join('\n')).toContain('最低生活保障');
  expect(rows.length).toBeLessThan(20);
});
