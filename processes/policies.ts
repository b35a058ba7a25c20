export type Policy = { id: string; sentence: { zh: string; en: string }; source: string };

const SCHEME = '拉萨市公共信息资源开放工作实施方案(试行)';
const SHARING = '政务数据共享条例';
const PRODUCT = '产品规则';

/** What holds in every share, whatever was drawn (DOMAIN §1, invariants; §6, separation of duties). */
export const POLICIES: readonly Policy[] = [
  {
    id: 'I2',
    sentence: {
      zh: '没有生效的授权不得发放凭证;没有同意的申请不得授权,无条件共享除外',
      en: 'No credential without an active grant; no grant without an approved application, unless shared unconditionally',
    },
    source: `${SHARING}第20条、第21条;${SCHEME}五(一)2`,
  },
  {
    id: 'I3',
    sentence: {
      zh: '不同意、退回必须载明理由;不同意还须载明依据条款',
      en: 'A refusal or return always carries its reason, a refusal also the clause it rests on',
    },
    source: `${SHARING}第21条;${SCHEME}五(四)2`,
  },
  {
    id: 'I4',
    sentence: {
      zh: '任何人不得决定本人提出、编制或代表的案件',
      en: 'Nobody decides a case that they filed, compiled or represent',
    },
    source: `${SCHEME}五(一)4`,
  },
  {
    id: 'I5',
    sentence: {
      zh: '已发布的版本和已作出的决定只能追加,不得修改或删除',
      en: 'Published versions and decisions are append-only',
    },
    source: `${SHARING}第29条;${SCHEME}五(六)1`,
  },
  {
    id: 'I6',
    sentence: { zh: '定向开放只以接口方式交付', en: 'Data opened on conditions are delivered through an interface only' },
    source: `${SCHEME}五(五)1`,
  },
  {
    id: 'I8',
    sentence: {
      zh: '条目级别取信息项最高级别;降低级别或放宽共享类型的,此前的决定失效',
      en: 'The level of an entry is the highest of its items; lowering it or widening the share class invalidates earlier decisions',
    },
    source: `GB/T 43697-2024;${SCHEME}五(六)2`,
  },
  {
    id: 'I9',
    sentence: {
      zh: '疑似涉密的内容立即隔离,在本系统中不再显示;正文全部清除,事件链只留标识、代码和加盐摘要',
      en: 'Content judged possibly secret is quarantined at once and never shown again here; its text is erased, the chain of events keeps ids, codes and salted hashes only',
    },
    source: `${SHARING}第3条;${SCHEME}二(五)`,
  },
  {
    id: 'I10',
    sentence: {
      zh: '每个未办结的案件都有正在计算的时限,或载明的中止原因',
      en: 'Every open case has a running clock or a stated reason why it stands still',
    },
    source: `${SHARING}第21条、第22条`,
  },
  {
    id: 'I11',
    sentence: {
      zh: '在办案件适用其启动时的流程版本;确需迁移的逐件办理并记录',
      en: 'A running case stays on the release it started with, unless moved one by one on purpose and on record',
    },
    source: PRODUCT,
  },
  {
    id: 'SOD1',
    sentence: {
      zh: '本人或本单位(外部)提出、编制或受益的案件,本人不得决定;补正、确认约定和撤回本人案件不属于决定',
      en: "Nobody decides a case they filed, compiled or benefit from; supplementing, confirming terms and withdrawing one's own are no decisions",
    },
    source: `${SCHEME}五(四)2`,
  },
  {
    id: 'SOD2',
    sentence: {
      zh: '同一版本的编制、审核、保密审查、签发由不同的人承担',
      en: 'For one version compiler, reviewer, confidentiality reviewer and signer are different people',
    },
    source: `${SCHEME}五(一)4`,
  },
  {
    id: 'SOD3',
    sentence: {
      zh: '共享申请只能由提供部门答复,市大数据局不得代为同意',
      en: 'Only the provider answers; the bureau cannot approve for it',
    },
    source: `${SHARING}第20条、第21条`,
  },
  {
    id: 'SOD4',
    sentence: {
      zh: '需求部门不得审批本部门的申请;需求与提供为同一部门的,由市大数据局负责人代为答复',
      en: "The applicant's department does not approve; where it is also the provider, the bureau's leader answers in its place",
    },
    source: PRODUCT,
  },
  {
    id: 'SOD5',
    sentence: {
      zh: '流程设计、流程发布人员不承担审批职责,且不得为同一人',
      en: 'Designers and publishers of processes approve nothing, and are not the same person',
    },
    source: `${SCHEME}五(一)5`,
  },
  {
    id: 'SOD6',
    sentence: { zh: '平台运维人员不承担审批职责', en: 'Platform operators approve nothing' },
    source: `${SCHEME}五(一)5`,
  },
  {
    id: 'SOD7',
    sentence: {
      zh: '审计人员对案件只读,不兼任其他职责;投诉调查结论除外',
      en: "Auditors read cases only and hold no other role; a complaint's findings are the one thing they write",
    },
    source: `${SCHEME}五(六)1`,
  },
  {
    id: 'SOD8',
    sentence: {
      zh: '安全监督人员可以暂停授权,不得授予',
      en: 'A security supervisor may suspend a grant, never give one',
    },
    source: `${SHARING}第27条`,
  },
  {
    id: 'SOD9',
    sentence: {
      zh: '同一审查单的保密审查人员不得是承办人或处室负责人;4级或重要数据须两名不同的签署人',
      en: 'The confidentiality reviewer is neither handler nor unit head of the same sheet; level 4 or important data need two distinct signers',
    },
    source: `${SCHEME}二(五)、五(六)1`,
  },
  {
    id: 'SOD10',
    sentence: {
      zh: '委托有起止日期,限于本部门,受同样的职责分离约束,不得转委托',
      en: 'A delegation is dated, stays within the department, inherits the separation of duties and cannot chain',
    },
    source: PRODUCT,
  },
  {
    id: 'SOD11',
    sentence: {
      zh: '市大数据局自有条目由统筹小组审核',
      en: "The bureau's own entries are reviewed by the coordination panel",
    },
    source: `${SCHEME}六(一)`,
  },
  {
    id: 'SOD12',
    sentence: {
      zh: '办理角色在领取任务时确定并记录',
      en: 'The role a person acts in is fixed when the task is claimed, and recorded',
    },
    source: `${SCHEME}二(五)`,
  },
  {
    id: 'SOD13',
    sentence: {
      zh: '角色变更对新任务生效,已开始的任务在办结时重新核对',
      en: 'A change of role holds for new tasks; open tasks are checked again at completion',
    },
    source: PRODUCT,
  },
  {
    id: 'SOD14',
    sentence: { zh: '外部申请主体只能看到本单位的案件', en: 'An external applicant sees their own organisation only' },
    source: `${SCHEME}五(五)1`,
  },
  {
    id: 'SOD15',
    sentence: {
      zh: '保密审查和3级以上事项不得批量同意',
      en: 'No bulk approval for confidentiality or for level 3 and above',
    },
    source: `${SCHEME}二(五)`,
  },
  {
    id: 'SOD16',
    sentence: {
      zh: '应急处置须由市大数据局负责人与安全监督人员共同作出,载明理由,两个工作日自动失效,并自动报审计',
      en: "An emergency override needs the bureau's leader and the security supervisor, states a reason, lapses after two working days and is reported to the auditor",
    },
    source: PRODUCT,
  },
];
