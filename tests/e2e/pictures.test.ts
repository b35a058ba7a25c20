import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '#server/start/folders.ts';
import { goTo, look, useStage } from '../support/browser.ts';
import { panel } from './support/act.ts';
import { fileCase, taskOf, toProvider, walk } from './support/cases.ts';

const stage = useStage();

/** Where the README's pictures stand; they are made anew when this is set: HELP_PICTURES=1 npm test -- tests/e2e/pictures.test.ts */
const isMakingAnew = process.env['HELP_PICTURES'] === '1';
const pictures = ['app/help/inbox.png', 'app/help/case.png'] as const;

test('the README shows the inbox with a task beside it and a case with its diagram, as they are', async () => {
  for (const [applicant, entry] of [
    ['edu-applicant', 'cat-040'],
    ['medins-applicant', 'cat-042'],
    ['hrss-applicant', 'cat-040'],
  ] as const) {
    const { id } = await fileCase(applicant, entry);
    await walk(id, [applicant.replace('applicant', 'steward'), 'internal_consent', 'agree'], ['bdb-exchange', 'formal_check', 'pass']);
  }
  const { id } = await fileCase('housing-applicant', 'cat-040', told);
  await walk(id, ...toProvider);
  const steward = await stage.enter('civil-steward', `/inbox/${await taskOf('civil-steward', id, 'provider_decision')}`);
  await steward.getByRole('radio', { name: '部分同意' }).check();
  await steward.getByRole('textbox', { name: /意见/ }).fill('仅就已受理的申请逐人核验,不批量查询');
  await steward.getByText(/部分同意后:开通/).waitFor();
  await steward.getByText(/已保存 \d\d:\d\d/).waitFor();
  await steward.getByRole('article').getByRole('heading', { name: '提供部门答复' }).first().scrollIntoViewIfNeeded();
  await look(steward, 'readme-inbox');
  if (isMakingAnew) await steward.screenshot({ path: path.join(root, pictures[0]) });

  await goTo(steward, `/cases/${id}`);
  await panel(steward, '流程图').locator('.stands-here').first().waitFor();
  await look(steward, 'readme-case');
  if (isMakingAnew) await steward.screenshot({ path: path.join(root, pictures[1]) });

  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  for (const picture of pictures) {
    expect(readme).toContain(`](${picture})`);
    expect(statSync(path.join(root, picture)).size, picture).toBeLessThan(200_000);
  }
});

const told = {
  itemIds: ['cat-040-01', 'cat-040-02', 'cat-040-04'],
  method: 'query_api',
  dutyBasis: '《公共租赁住房管理办法》第七条,由本部门负责公共租赁住房资格审核',
  scenario: '办理公共租赁住房资格审核,在受理环节核对申请家庭是否享受低保',
  purpose: '住房保障资格审核:逐人核对申请人及其家庭成员是否在保',
  scope: '仅限住房保障科经办人员使用;仅查询本市已提交申请的家庭',
  systemName: '住房保障管理系统',
};
