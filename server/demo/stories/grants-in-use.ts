import { decides, files, passes, state, step, withdraws } from '../story.ts';
import type { Story } from '../story.ts';
import { agreed, applies, delivered, grants, signed, toProvider } from './sharing.ts';

const subsidy = { entryId: 'cat-040', items: ['01', '04'], method: 'verify_api', perMonth: 120, days: 95 } as const;

/** A grant that soon ends is to be renewed. */
export const renewal: Story = {
  key: '+',
  title: '残联的低保核验授权将到期:申请续期,待答复',
  began: 58,
  script: [
    applies('disabled-applicant', {
      ...subsidy,
      days: 100,
      dutyBasis: '《残疾人保障法》第四十六条:对生活困难的残疾人给予补贴',
      purpose: '困难残疾人生活补贴审核',
      scenario: '受理补贴申请时核验是否为低保对象',
      scope: '仅限康复和保障科;仅核验已受理补贴申请的人员',
    }),
    ...toProvider('disabled'),
    passes(3),
    decides('civil-steward', 'provider_decision', 'agree', '用途与目录条件一致,同意。', { answers: grants(subsidy) }),
    ...signed('civil', subsidy),
    ...agreed('disabled', 'civil'),
    ...delivered('verify_api'),
    passes(42),
    files(
      'disabled-applicant',
      'grant-renewal',
      ({ grantOf }) => ({ grantId: grantOf('first') }),
      ({ day }) => ({
        validTo: day(300),
        usage: '三个月来每月核验约 90 次,均用于补贴审核,无超范围使用',
        reason: '补贴按月审核,仍需持续核验',
      }),
      { about: 'renewal' },
    ),
  ],
  stands: { renewal: step('renewal_decision') },
  carriedOn: { by: 'civil-steward', how: '答复续期申请' },
};

const schooling = { entryId: 'cat-021', items: ['01', '02', '06'], method: 'query_api', perMonth: 400, days: 300 } as const;

/** ⑪ A misuse stops a grant at once; the user mends it, and it is inspected. */
export const misuse: Story = {
  key: '⑪',
  title: '经开区超范围查询公租房信息:授权暂停,整改待核查',
  began: 42,
  script: [
    applies('county-540102-applicant', {
      ...schooling,
      days: 330,
      dutyBasis: '《社会救助暂行办法》第十一条:核对申请家庭的住房状况',
      purpose: '最低生活保障审核中的住房状况核对',
      scenario: '街道受理低保申请后,核对申请家庭是否已享受公租房',
      scope: '仅限区民政窗口;逐户查询已受理的申请家庭',
    }),
    decides('county-540102-officer', 'area_officer', 'agree', '区内没有掌握该数据,同意报市里办理。', { answers: { heldHere: 'no' } }),
    decides('county-540102-steward', 'internal_consent', 'agree', '确为履职所需,同意申请。', {
      answers: { necessity: 'yes', responsiblePerson: 'county-540102-applicant' },
    }),
    passes(1),
    decides('bdb-exchange', 'formal_check', 'pass', '材料齐全,转提供部门。', { answers: { complete: 'yes', rightProvider: 'yes' } }),
    passes(3),
    decides('housing-steward', 'provider_decision', 'agree', '符合目录的共享条件,同意逐户查询。', { answers: grants(schooling) }),
    ...signed('housing', schooling),
    ...agreed('county-540102', 'housing'),
    ...delivered('query_api'),
    passes(24),
    files(
      'bdb-sec',
      'grant-suspension',
      ({ grantOf }) => ({ grantId: grantOf('first') }),
      {
        cause: 'misuse',
        facts: '审计发现连续三日夜间批量查询,超出逐户查询的约定',
        demand: '停止批量查询,查明经办人员,完善权限与留痕,10 个工作日内提交整改报告',
      },
      { about: 'suspension' },
    ),
    passes(5),
    decides('county-540102-steward', 'rectification', 'done', '整改完成,请核查。', {
      about: 'suspension',
      answers: { measures: '已停用批量查询账号,改为一事一查;对经办人员谈话提醒;增加夜间查询告警' },
    }),
  ],
  stands: { suspension: step('inspection') },
  carriedOn: { by: 'bdb-sec', how: '核查整改:恢复授权、退回再改或终止' },
};

/** A refusal with its reason and its basis, and an application that is taken back. */
export const refusal: Story = {
  key: '+',
  title: '统计局申请企业纳税申报明细:不同意,说明理由和依据;商务局撤回一件',
  began: 31,
  script: [
    applies('stats-applicant', {
      entryId: 'cat-035',
      items: ['01', '02', '06'],
      method: 'query_api',
      dutyBasis: '《中华人民共和国统计法》第七条:统计调查对象如实提供资料',
      purpose: '规模以下服务业抽样调查的数据核对',
      scenario: '核对被调查企业填报的营业收入',
      scope: '仅限服务业统计科;仅查询被抽中的企业',
      perMonth: 500,
      days: 180,
      piImpact: '涉及企业商业秘密,已签保密承诺',
    }),
    ...toProvider('stats'),
    applies(
      'commerce-applicant',
      {
        entryId: 'cat-003',
        items: ['01', '02', '05'],
        method: 'query_api',
        dutyBasis: '《对外贸易法》第十三条:外贸经营者管理',
        purpose: '外贸企业备案信息核对',
        scenario: '受理备案变更时核对法定代表人',
        scope: '仅限外贸科;仅查询申请变更的企业',
        perMonth: 60,
        days: 180,
      },
      'withdrawn',
    ),
    passes(1),
    withdraws('commerce-applicant', '改由当事人提供营业执照,不再需要', 'withdrawn'),
    passes(5),
    decides('tax-steward', 'provider_decision', 'refuse', '目录条件为企业授权或汇总方式,不提供明细;可改为申请分行业汇总数据。', {
      basis: '《中华人民共和国税收征收管理法》第八条;目录共享条件',
    }),
    passes(1),
    decides('tax-leader', 'leader_approval', 'agree', '同意不予提供明细。', { then: state('refused') }),
  ],
  stands: { first: state('refused'), withdrawn: state('withdrawn') },
  carriedOn: { by: 'stats-applicant', how: '查看不予共享告知书' },
};
