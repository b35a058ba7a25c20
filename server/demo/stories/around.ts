import { decides, files, passes, state, step } from '../story.ts';
import type { Story } from '../story.ts';

/** Doubtful data: one is settled, one is before the panel. */
export const doubts: Story = {
  key: '+',
  title: '两件数据疑义:一件已更正,一件有争议,待统筹小组裁定',
  began: 24,
  script: [
    files(
      'approval-applicant',
      'data-dispute',
      { entryId: 'cat-002' },
      {
        itemId: 'cat-002-07',
        recordKey: '统一社会信用代码末四位 012K',
        currentValue: '存续',
        expectedValue: '注销',
        kind: 'late',
        explanation: '窗口受理时,当事人出示了上月的注销证明,库中仍显示存续',
      },
      { about: 'corrected' },
    ),
    passes(1),
    decides('bdb-exchange', 'routing', 'accept', '受理,转市市场监管局核实。', { about: 'corrected' }),
    passes(3),
    decides('samr-steward', 'verification', 'agree', '核实无误,已更正。', {
      about: 'corrected',
      answers: ({ day }) => ({ verified: '登记系统已注销,同步任务漏传', correctedOn: day(0), correctedValue: '注销' }),
    }),
    passes(1),
    decides('approval-steward', 'feedback', 'confirm', '已确认更正。', { about: 'corrected', then: state('answered') }),
    files(
      'finance-applicant',
      'data-dispute',
      { entryId: 'cat-041' },
      {
        itemId: 'cat-041-01',
        recordKey: '城关区某养老机构',
        currentValue: '床位数 120',
        expectedValue: '床位数 80',
        kind: 'inconsistent',
        explanation: '与补贴发放台账不一致,影响运营补贴核算',
      },
      { about: 'contested' },
    ),
    passes(1),
    decides('bdb-exchange', 'routing', 'accept', '受理,转市民政局核实。', { about: 'contested' }),
    passes(6),
    decides('civil-steward', 'verification', 'refuse', '备案床位数即为 120,数据无误。', {
      about: 'contested',
      basis: '《养老机构管理办法》第十一条',
      answers: { verified: '已与备案材料核对' },
    }),
    passes(2),
    decides('finance-steward', 'feedback', 'contest', '实际投入使用床位 80 张,补贴应按实际使用核算,申请裁定。', { about: 'contested' }),
  ],
  stands: { corrected: state('answered'), contested: step('panel') },
  carriedOn: { by: 'coord-ndrc', how: '裁定有争议的一件' },
};

/** Somebody complains; whoever is complained of neither handles nor sees it. */
export const complaintOfRefusal: Story = {
  key: '+',
  title: '投诉一件:已受理,调查中',
  began: 9,
  script: [
    files(
      'sci-applicant',
      'complaint',
      {},
      {
        kind: 'bad_reason',
        targetOrganisation: 'tax',
        facts: '对方以“系统不支持”为由口头拒绝提供A级纳税人名单的批量下载,未出具书面理由和依据',
        contact: '0891-6320118',
      },
    ),
    passes(2),
    decides('auditor-1', 'complaint_acceptance', 'accept', '属于受理范围,立案调查。'),
  ],
  stands: { first: step('finding') },
  carriedOn: { by: 'bdb-sec', how: '调查处理并答复(被投诉部门看不到)' },
};

/** Data that no entry lists. */
export const unlisted: Story = {
  key: '+',
  title: '旅发局的目录外需求:交通局同意编目提供',
  began: 8,
  script: [
    files(
      'tourism-applicant',
      'unlisted-demand',
      {},
      {
        demandTitle: '旅游包车备案信息',
        providerId: 'transport',
        demandItems: '车牌号、核定载客数、有效期、经营业户',
        dutyBasis: '《旅游法》第八十三条:监督检查旅游经营行为',
        purpose: '旅游团队用车合规核查',
        contact: '0891-6330207',
      },
    ),
    passes(2),
    decides('bdb-exchange', 'demand_acceptance', 'accept', '目录中确无此项,转市交通局。'),
    passes(2),
    decides('transport-steward', 'demand_reply', 'agree', '同意编目后提供。', {
      answers: ({ day }) => ({ plannedOn: day(25), replyNote: '由运输科编目' }),
    }),
  ],
  stands: { first: step('supply') },
  carriedOn: { by: 'transport-compiler', how: '编目并提供' },
};
