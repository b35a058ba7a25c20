import type { Page } from 'playwright-core';
import { day } from '../../support/clock.ts';
import { choose } from './act.ts';

/** What a person writes into the application for 低保 data, as text fields go. */
export const words = {
  使用依据: '《公共租赁住房管理办法》第七条,由本部门负责公共租赁住房资格审核',
  使用场景: '办理公共租赁住房资格审核,在受理环节核对申请家庭是否享受低保',
  使用用途: '住房保障资格审核:逐人核对申请人及其家庭成员是否在保',
  使用范围: '仅限住房保障科经办人员使用;仅查询本市已提交申请的家庭',
} as const;

/** Fills in everything of an application but the items and the method. */
export async function fillApplication(page: Page): Promise<void> {
  for (const [label, text] of Object.entries(words)) await page.getByLabel(label).fill(text);
  await page.getByLabel('调用量上限').fill('200');
  await page.getByLabel('计量单位').selectOption('次/日');
  await page.getByLabel('使用时限起').fill(await day(30));
  await page.getByLabel('使用时限止').fill(await day(365));
  await page.getByLabel('使用系统名称').fill('住房保障管理系统');
  await page.getByLabel('等级保护级别').selectOption('三级');
  await page.getByLabel('部署网络').selectOption('电子政务外网');
  await page.getByLabel('安全保障措施').fill('实名账号登录,按岗位授权;查询留痕;结果不落地;办结后三十日内删除');
  await page.getByRole('textbox', { name: '经办人' }).fill('示例经办人');
  await page.getByLabel('联系电话').fill('0891-6320000');
  await choose(page, '安全保密承诺', '本部门承诺');
}

/** Fills in what the provider opens: the items with these names, for verification only. */
export async function fillReply(page: Page, ...items: string[]): Promise<void> {
  await choose(page, '同意的信息项', ...items);
  await choose(page, '同意的共享方式', '核验接口');
  await choose(page, '处理方式', '限定范围');
  await page.getByLabel('数据范围条件').fill('仅限已提交申请的家庭');
  await page.getByLabel('调用量上限').fill('100');
  await page.getByLabel('计量单位').selectOption('次/日');
  await page.getByLabel('授权有效期至').fill(await day(365));
}
