import type { Answers } from '#forms/answers.ts';
import { decides, files, passes, state, step } from '../story.ts';
import type { Moment, Scene, Story } from '../story.ts';
import { releasedForDirected } from './reviews.ts';
import { itemsOf } from './sharing.ts';

type Wish = {
  readonly entryId: string;
  readonly items: readonly string[];
  readonly purpose: string;
  readonly scenario: string;
  readonly scope: string;
  readonly publicBenefit: 'yes' | 'no';
  readonly qps: number;
};

/** Somebody outside applies; who they are is known from their account. */
function appliesFromOutside(who: string, { entryId, items, ...wish }: Wish): Scene {
  return files(who, 'directional-open', { entryId }, ({ day }: Moment) => ({
    ...wish,
    ...(who === 'ext-plateau-agent' ? { applicantType: 'research' } : {}),
    itemIds: itemsOf(entryId, items),
    legalRep: '洛桑(虚构)',
    handlerPhone: '0891-6350001',
    handlerEmail: `${who}@demo.example`,
    overseas: 'no',
    thirdParty: 'no',
    validFrom: day(20),
    validTo: day(380),
    security: ['mlps_2', 'responsible_body', 'rules', 'access_audit', 'emergency_plan', 'no_penalty'],
    credit: ['no_dishonest_debtor', 'no_serious_dishonest', 'no_other'],
    safetyCommitment: true,
  }));
}

const accepts = decides('bdb-open', 'open_acceptance', 'accept', '材料齐全,资格初筛无异常,受理。', { answers: { complete: 'yes' } });

const sound: Answers = {
  qualification: 'meets',
  scopeCheck: 'match',
  securityCheck: 'ok',
  aggregationRisk: 'low',
  conditions: ['throttle', 'watermark'],
};

/** ② 雪域智行 gets the buses' positions: everybody has agreed, the interface is to be issued. */
export const busPositions: Story = {
  key: '②',
  title: '雪域智行申请公交车辆实时位置:同意定向开放,协议三方已签',
  began: 18,
  script: [
    ...releasedForDirected('transport', 'cat-025'),
    passes(3),
    appliesFromOutside('ext-zhixing-agent', {
      entryId: 'cat-025',
      items: ['02', '03', '04', '06', '07'],
      purpose: '在出行软件中显示公交到站时间',
      scenario: '乘客查询线路时,显示最近一班车的位置和预计到站时间',
      scope: '仅在本公司出行软件中展示;不留存超过24小时;不转让',
      publicBenefit: 'yes',
      qps: 20,
    }),
    passes(1),
    accepts,
    passes(2),
    decides('transport-steward', 'open_provider_review', 'pass', '资质符合,范围与场景相符。', { answers: sound }),
    decides('samr-steward', 'open_related_review', 'pass', '登记状态正常,无异常名录。', { answers: sound }),
    decides('bdb-sec', 'open_related_review', 'pass', '等保二级有效,有数据安全负责人和应急预案。', { answers: sound }),
    decides('transport-secrecy', 'open_release_check', 'pass', '在已有审查决定范围内,汇聚风险低。', {
      answers: ({ numberOf }) => ({ decisionRef: numberOf('review'), within: 'yes', aggregationRisk: 'low' }),
    }),
    passes(2),
    decides('transport-steward', 'open_proposal', 'agree', '同意以查询接口定向开放。', {
      answers: {
        approvedMethod: 'query_api',
        retentionHours: 24,
        conditions: ['throttle', 'watermark', 'retention', 'attribution'],
        publicReason: '方便公众出行,具有公共利益',
      },
    }),
    passes(1),
    decides('transport-leader', 'open_approval', 'agree', '同意。'),
    passes(2),
    decides('ext-zhixing-agent', 'open_agreement_applicant', 'confirm', '已阅读并同意协议。', { answers: { accepted: true } }),
    decides('transport-steward', 'open_agreement_provider', 'confirm', '同意签署。', { answers: { accepted: true } }),
    passes(1),
    decides('bdb-open', 'open_agreement_bureau', 'confirm', '同意签署。', { answers: { accepted: true } }),
  ],
  stands: { review: state('reviewed'), first: step('open_interface') },
  carriedOn: { by: 'bdb-ops', how: '登记接口,发放凭证,授权随即公示' },
};

/** ③ 高原生态院 asks for emissions: its departments look at it side by side. */
export const emissions: Story = {
  key: '③',
  title: '高原生态院申请重点排污单位监测数据:部门并行审核中',
  began: 9,
  script: [
    ...releasedForDirected('eco', 'cat-031'),
    passes(1),
    appliesFromOutside('ext-plateau-agent', {
      entryId: 'cat-031',
      items: ['01', '02', '03', '04', '05', '06'],
      purpose: '高原河谷城市大气污染扩散研究',
      scenario: '以小时数据校准扩散模型,成果公开发表',
      scope: '仅用于课题研究;发表时只给出汇总结果',
      publicBenefit: 'yes',
      qps: 2,
    }),
    passes(1),
    accepts,
    passes(1),
    decides('sci-steward', 'open_related_review', 'pass', '科研机构登记有效,课题真实。', { answers: sound }),
  ],
  stands: { review: state('reviewed'), first: step('open_provider_review') },
  carriedOn: { by: 'eco-steward', how: '审核资质与范围;eco-secrecy 同时作开放核查' },
};

/** ④ 云上旅途 is asked once for what is missing. */
export const incomplete: Story = {
  key: '④',
  title: '云上旅途申请停车场实时泊位:材料不全,一次性告知补正',
  began: 4,
  script: [
    appliesFromOutside('ext-yunshang-agent', {
      entryId: 'cat-047',
      items: ['01', '02'],
      purpose: '景区周边停车引导',
      scenario: '游客到达景区前,提示附近停车场的空余泊位',
      scope: '仅在本公司小程序中展示',
      publicBenefit: 'no',
      qps: 5,
    }),
    passes(1),
    decides('bdb-open', 'open_acceptance', 'supplement', '材料不全,一次性告知补正。', {
      answers: {
        complete: 'no',
        supplementList: [{ text: '请补充等级保护测评报告或备案证明' }, { text: '请说明数据的留存时间和删除办法' }],
      },
    }),
  ],
  stands: { first: step('open_supplement') },
  carriedOn: { by: 'ext-yunshang-agent', how: '补正材料,再由 bdb-open 受理' },
};

/** ⑤ 失信示例 stands on a list: not accepted, with the reason and the way to object. */
export const dishonest: Story = {
  key: '⑤',
  title: '失信示例公司申请公交车辆实时位置:资格不符,不予受理',
  began: 12,
  script: [
    appliesFromOutside('ext-bad-agent', {
      entryId: 'cat-025',
      items: ['02', '03', '04'],
      purpose: '商业选址分析',
      scenario: '分析各站点周边客流',
      scope: '公司内部使用',
      publicBenefit: 'no',
      qps: 10,
    }),
    passes(1),
    decides('bdb-open', 'open_acceptance', 'decline', '申请主体列入失信被执行人名单,不符合申请条件。', {
      basis: '《拉萨市公共信息资源开放工作实施方案(试行)》五(六)1',
      answers: { complete: 'yes', rightChannel: '信用修复后可重新申请;对名单有异议的,向列入机关提出' },
      then: state('refused'),
    }),
  ],
  stands: { first: state('refused') },
  carriedOn: { by: 'ext-bad-agent', how: '查看不予受理的理由与救济途径' },
};
