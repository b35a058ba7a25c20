import { test } from 'vitest';
import { goTo, look, useStage } from '../support/browser.ts';
import { decide, openTask, panel } from './support/act.ts';
import { walk } from './support/cases.ts';
import type { Step } from './support/cases.ts';

const stage = useStage();

const ENTRY = 'cat-032';
const ITEMS = Array.from({ length: 5 }, (_, index) => `${ENTRY}-0${index + 1}`);
const REVIEWED: readonly Step[] = [
  ['eco-reviewer', 'line_review', 'pass'],
  ['eco-compiler', 'conf_sheet', 'done', { entryId: ENTRY, coAuthorOrgs: [], otherOrgs: [], q1: 'no', q2: 'no', q3: 'no', q4: 'no' }],
  ['eco-reviewer', 'conf_unit_head', 'pass', { truthful: 'yes' }],
  [
    'eco-secrecy',
    'conf_special',
    'opinion',
    {
      directed: 'no',
      aggregationRisk: 'low',
      verdicts: ITEMS.map((itemId) => ({ itemId, verdict: 'release', clauses: ['open_by_default'] })),
    },
  ],
  ['eco-leader', 'conf_approval', 'release', { read: 'yes', withheldItems: [] }],
  ['bdb-open', 'conf_procedure', 'pass', { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' }],
];

test('an entry is changed, graded and reviewed, its next version stands beside the one before', async () => {
  const page = await stage.enter('eco-compiler', `/catalogue/${ENTRY}`);
  await panel(page, '版本记录').getByText('首次发布').waitFor();
  await page.getByRole('link', { name: '更新条目' }).click();
  await page.getByRole('textbox', { name: /责任处室和联系电话/ }).fill('水环境科 0891-6320000');
  await page.getByRole('textbox', { name: /使用要求/ }).fill('注明来源和监测季度,不得改动数值');
  await page.getByRole('radio', { name: '原样', exact: true }).first().check();
  await page.getByRole('textbox', { name: /保密风险评估结论/ }).fill('不涉及国家秘密、工作秘密');
  await look(page, 'entry-compile');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL(/\/cases\//);
  const id = page.url().split('/cases/')[1]?.split('?')[0] ?? '';
  const number =
    (await page
      .getByText(/^目录编制〔\d{4}〕\d+号$/)
      .first()
      .textContent()) ?? '';
  await look(page, 'entry-case');

  const steward = await stage.enter('eco-steward');
  await openTask(steward, number, '定级定类');
  await look(steward, 'entry-grade');
  await decide(steward, { outcome: '确认', opinion: '级别和类型无误' });
  const reviewer = await stage.enter('eco-reviewer');
  await openTask(reviewer, number, '逐条审核');
  await look(reviewer, 'entry-line-review');
  await walk(id, ...REVIEWED);
  const bureau = await stage.enter('bdb-catalogue');
  await openTask(bureau, number, '审核更新条目');
  await look(bureau, 'entry-bureau-review');
  await walk(id, ['bdb-catalogue', 'bureau_review', 'pass']);

  await page.getByText('已发布').first().waitFor();
  await goTo(page, `/catalogue/${ENTRY}`);
  const versions = panel(page, '版本记录');
  await versions.getByText('第2版').waitFor();
  await versions.getByText(/^与上一版相比有/).click();
  await versions.getByText('注明来源和监测季度,不得改动数值').waitFor();
  await look(page, 'entry-versions');

  await page.getByRole('link', { name: '目录条目下架' }).click();
  await page.getByRole('textbox', { name: '理由' }).waitFor();
  await look(page, 'entry-withdrawal');
});
