import { expect, test } from 'vitest';
import { goTo, leave, look, useStage } from '../support/browser.ts';
import { choose, panel } from './support/act.ts';
import { fileCase, walk } from './support/cases.ts';

const stage = useStage();

test('somebody outside checks the conditions, applies, signs, takes the secret once, and everybody reads the notice', async () => {
  const applicant = await stage.enter('ext-zhixing-agent', '/catalogue/cat-025');
  await look(applicant, 'entry-open-on-conditions');
  await applicant.getByRole('link', { name: '自查并申请定向开放' }).click();
  await applicant.getByRole('heading', { name: '申请前自查' }).waitFor();
  const conditions = panel(applicant, '开放条件').getByRole('group');
  const count = await conditions.count();
  for (let index = 0; index < count; index += 1)
    await conditions
      .nth(index)
      .getByLabel(index === 0 ? '不符合' : '符合', { exact: true })
      .check();
  await applicant.getByRole('button', { name: '看结果' }).click();
  await applicant.getByText('暂不具备申请条件').waitFor();
  await look(applicant, 'self-check-missing');
  await conditions.first().getByLabel('符合', { exact: true }).check();
  await applicant.getByRole('button', { name: '看结果' }).click();
  await applicant.getByText('可以申请').waitFor();
  await look(applicant, 'self-check-clear');
  await applicant.getByRole('link', { name: '填写申请表' }).click();
  await applicant.getByRole('heading', { name: '有条件(定向)开放数据申请表' }).waitFor();
  expect(await applicant.getByLabel('统一社会信用代码').inputValue()).toBe('91540100FF0000530K');
  await look(applicant, 'open-application');
  await leave(applicant);

  const { id, number } = await fileCase('ext-zhixing-agent', 'cat-025', { purpose: '向公众提供公交到站时间' }, 'directional-open');
  await walk(
    id,
    ['bdb-open', 'open_acceptance', 'accept'],
    ['transport-steward', 'open_provider_review', 'pass'],
    ['samr-steward', 'open_related_review', 'pass'],
    ['bdb-sec', 'open_related_review', 'pass'],
    ['transport-secrecy', 'open_release_check', 'pass'],
  );
  const waiting = await stage.enter('ext-zhixing-agent', `/cases/${id}`);
  await waiting.getByText(number).first().waitFor();
  await look(waiting, 'open-case-in-hand');
  await leave(waiting);

  await walk(id, ['transport-steward', 'open_proposal', 'agree'], ['transport-leader', 'open_approval', 'agree']);
  const signing = await stage.enter('ext-zhixing-agent', '/inbox');
  await signing.getByRole('list', { name: '任务列表' }).getByRole('link').filter({ hasText: number }).click();
  await signing.getByText('不得进行再识别').waitFor();
  await look(signing, 'open-agreement');
  await signing.getByLabel('已阅并同意上述协议').check();
  await signing.getByRole('button', { name: /^提交/ }).click();
  await signing.getByText('本任务已办结').waitFor();
  await leave(signing);
  await walk(
    id,
    ['transport-steward', 'open_agreement_provider', 'confirm'],
    ['bdb-open', 'open_agreement_bureau', 'confirm'],
    ['bdb-ops', 'open_interface', 'done'],
  );

  const user = await stage.enter('ext-zhixing-agent', `/cases/${id}`);
  await user.getByText('已授权').first().waitFor();
  await look(user, 'open-case-granted');
  await user.getByRole('link', { name: /开放授权〔\d{4}〕/ }).click();
  await user.getByRole('button', { name: '领取密钥' }).click();
  await user.getByText('密钥只显示这一次').waitFor();
  await look(user, 'open-secret');
  await goTo(user, '/grants');
  await leave(user);

  const anybody = await stage.enter('edu-applicant', '/open-notices');
  await anybody.getByText('公交车辆实时位置信息').first().waitFor();
  await look(anybody, 'open-notices');
});

test('the officer sees what the screening found, and cannot accept against it', async () => {
  const { id } = await fileCase('ext-bad-agent', 'cat-025', {}, 'directional-open');
  const officer = await stage.enter('bdb-open', '/inbox');
  await officer.getByRole('list', { name: '任务列表' }).getByRole('link').filter({ hasText: '受理审查' }).first().click();
  await officer.getByText('列入失信被执行人名单').waitFor();
  await choose(officer, '材料是否齐全', '是');
  await look(officer, 'open-screening-hit');
  expect(id).not.toBe('');
});
