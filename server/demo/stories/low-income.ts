import { decides, passes, step } from '../story.ts';
import type { Story } from '../story.ts';
import { agreed, applies, grants, signed, toProvider } from './sharing.ts';

const granted = { entryId: 'cat-040', items: ['01', '02', '04'], method: 'verify_api', perMonth: 200, days: 180 } as const;

/** ① 市住建局 asks 低保对象: partly agreed, and to be verified only. */
export const lowIncome: Story = {
  key: '①',
  title: '市住建局申请最低生活保障对象信息:部分同意,只作核验',
  began: 20,
  script: [
    applies('housing-applicant', {
      entryId: 'cat-040',
      items: ['01', '02', '04', '05'],
      method: 'query_api',
      dutyBasis: '《公共租赁住房管理办法》第七条、第八条:审核申请人的收入与保障资格',
      purpose: '公共租赁住房保障资格审核',
      scenario: '窗口受理公租房申请后,经办人员核对申请家庭是否为低保对象',
      scope: '仅限住房保障科经办人员使用;仅查询本市已提交公租房申请的家庭',
      perMonth: 300,
      days: 365,
    }),
    ...toProvider('housing'),
    passes(4),
    decides(
      'civil-steward',
      'provider_decision',
      'partly',
      '月保障金额与资格审核无直接关系,不提供;改用核验接口,逐人返回是否为低保对象及保障类别。',
      { basis: '《政务数据共享条例》第二十五条', answers: grants(granted) },
    ),
    ...signed('civil', granted),
    ...agreed('housing', 'civil'),
  ],
  stands: { first: step('provision') },
  carriedOn: { by: 'bdb-ops', how: '开通核验接口并登记交付,授权即生效' },
};
