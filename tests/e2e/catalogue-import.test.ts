import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo, leave, look, useStage } from '../support/browser.ts';
import { csvFile, sheetOf } from '../support/sheets.ts';

const stage = useStage();
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' };

const file = (name: string, rows: Parameters<typeof sheetOf>[0]) => ({ name, mimeType: 'text/csv', buffer: csvFile(sheetOf(rows)) });

test('a compiler brings a spreadsheet: template, errors by row, drafts after a word of theirs, and files them together', async () => {
  const page = await stage.enter('natres-compiler', '/');
  await page.getByRole('link', { name: '表格导入' }).click();
  await page.getByRole('heading', { name: '表格导入目录' }).waitFor();
  await look(page, 'imports');
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载模板(.xlsx)' }).click()]);
  expect(template.suggestedFilename()).toBe('政务信息资源目录模板.xlsx');

  stage.provokes(422);
  await page.getByLabel('文件').setInputFiles({ name: '说明.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByRole('alert').filter({ hasText: '只能导入 .xlsx 或 .csv 文件' }).waitFor();

  const rows = [
    { 信息资源名称: '测绘标志分布名录' },
    { 信息资源名称: '地名登记名录' },
    { 信息资源名称: '界桩分布名录', 更新周期: '有空时' },
  ];
  await page.getByLabel('文件').setInputFiles(file('自然资源目录.csv', rows));
  await page.getByRole('button', { name: '上传并检查' }).click();
  await page.getByText('3 条中 2 条没有错误,其余 1 条不会导入').waitFor();
  await page.getByRole('cell', { name: /没有“有空时”这一项,请在以下各项中选填:实时、每日/ }).waitFor();
  await look(page, 'import-checked');
  const [errors] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载错误清单(.xlsx)' }).click()]);
  expect(errors.suggestedFilename()).toBe('自然资源目录-错误清单.xlsx');

  const mobile = await stage.enter('natres-compiler', new URL(page.url()).pathname, phone);
  await mobile.getByText('3 条中 2 条没有错误').waitFor();
  await look(mobile, 'import-checked-phone');
  await leave(mobile);

  await page.getByRole('button', { name: '确认导入 2 条' }).press('Enter');
  await page.getByText('已生成 2 份草稿').waitFor();
  await look(page, 'import-stored');
  await page.getByRole('link', { name: '地名登记名录' }).click();
  await page.getByLabel('信息资源名称').waitFor();
  expect(await page.getByLabel('信息资源名称').inputValue()).toBe('地名登记名录');
  await page.goBack();

  await page.getByRole('checkbox', { name: '选择“测绘标志分布名录”' }).uncheck();
  await page.getByRole('button', { name: '提交所选' }).click();
  await page.getByRole('status').filter({ hasText: '已提交 1 件' }).waitFor();
  await page.getByRole('link', { name: /目录编制〔\d{4}〕\d+号 地名登记名录/ }).waitFor();
  await page.getByRole('checkbox', { name: '选择“地名登记名录”' }).waitFor({ state: 'detached' });
  await look(page, 'import-filed');

  await goTo(page, '/catalogue/imports');
  await page.getByRole('link', { name: '自然资源目录.csv' }).waitFor();
  await page.getByText('生成草稿 2 份').waitFor();
});
