/** C: core of the product. N: near; named here only where the product does all of it. */
export type Tier = 'C' | 'N';

/**
 * What the city's plan demands (《拉萨市公共信息资源开放工作实施方案(试行)》), by its number: the words of the plan that the
 * processes answer for.
 */
export const REQUIREMENTS: Readonly<Record<number, readonly [Tier, string]>> = {
  1: ['C', '以开放为原则,不开放须有列明的理由和条款'],
  2: ['C', '非涉密但敏感的数据,脱敏加工后开放'],
  3: ['C', '一数一源,多元校核'],
  4: ['C', '提出明确的共享需求和数据使用用途'],
  5: ['C', '及时响应并无偿提供共享服务'],
  7: ['C', '所有数据未经保密审查不得开放'],
  8: ['C', '全过程的身份鉴别、授权管理'],
  9: ['C', '共享交换平台、开放网站、安全监管平台'],
  12: ['C', '医疗卫生等十七个重点领域'],
  14: ['C', '目录的集中存储和统一管理'],
  15: ['C', '应用部门需求、共享部门响应、市大数据局流转'],
  16: ['C', '明确数据共享的范围边界、使用方式和权利义务'],
  17: ['C', '无条件共享、权限共享和数据加工处理共享'],
  18: ['C', '分类分级实施'],
  19: ['C', '统一流转、按需共享、可控调用'],
  21: ['C', '目录必备的九组元数据'],
  22: ['C', '在线编制、离线工具、系统对接'],
  23: ['C', '基础数据资源目录由牵头部门编制维护'],
  24: ['C', '主题数据由主题库牵头部门负责'],
  25: ['C', '汇总并及时更新全市总目录,按规定公布'],
  26: ['C', '确立共享目录和开放目录'],
  27: ['C', '避免重复采集和加工'],
  28: ['C', '目录服务系统与目录管理系统分设'],
  29: ['C', '谁拥有,谁定级'],
  30: ['C', '谁使用,谁管理'],
  31: ['N', '行政责任追究制度'],
  32: ['C', '指定专人负责编制和审核'],
  33: ['C', '逐条审核准确性、完整性和合规性'],
  34: ['C', '要素内容调整后及时更新'],
  35: ['C', '市大数据局是具体实施主体和运营主体'],
  40: ['C', '明确采集范围、属性、类别、级别、格式和流程'],
  41: ['C', '一源多用,不得重复采集、多头采集'],
  42: ['C', '涉及多个部门采集的协同采集汇聚'],
  43: ['C', '依法确定采集边界和范围'],
  44: ['C', '身份证号码、统一社会信用代码作为标识'],
  53: ['C', '谁提供,谁负责,及时维护和更新'],
  55: ['C', '明确数据的共享范围和使用用途'],
  56: ['C', '系统对接、前置机共享、联机查询、批量下载'],
  58: ['C', '谁经手,谁负责'],
  59: ['C', '无条件共享类直接获取'],
  60: ['C', '有条件共享类及时反馈意见并说明理由'],
  61: ['C', '同意共享的及时共享或者提供'],
  62: ['C', '滥用、扩散、非授权使用、泄露的追究'],
  63: ['C', '疑义、错误数据快速校核机制'],
  69: ['C', '开放目录体系、管理平台和门户网站'],
  70: ['C', '分级、分类逐步向社会开放'],
  71: ['C', '限制开放的目录和依据向社会公布'],
  72: ['C', '依法脱敏、脱密后符合条件的向社会开放'],
  73: ['C', '要求较高的可依法申请开放'],
  74: ['C', '审核通过后,以接口方式定向开放'],
  76: ['C', '以契约方式向社会和企业开放'],
  77: ['C', '数据安全审计跟踪机制'],
  82: ['N', '数据提供和使用方的责任追责'],
  83: ['C', '确定数据的安全等级属性'],
  84: ['C', '数据加密、访问认证'],
  85: ['C', '三家统筹,研究解决重大问题'],
};

/** The tests that prove a requirement: file below tests/ and the test's own name. */
export const PROOFS: Readonly<Record<number, Readonly<Record<string, readonly string[]>>>> = {
  1: {
    'domain/catalogue-checks.test.ts': [
      'what is not opened names its ground and its clause',
      'an open entry has an open item, and none that is opened wider',
    ],
    'commands/confidentiality.test.ts': ['what was not opened is looked at again after twelve months (requirement 1)'],
  },
  2: {
    'domain/catalogue-checks.test.ts': ['an item that is %s needs a mask rule'],
    'domain/opening.test.ts': ['nothing sensitive is opened without a mask rule (req 2)'],
    'commands/confidentiality.test.ts': [
      'needs a second signature of another person in the city, and nothing sensitive goes out raw (requirement 2)',
    ],
  },
  3: {
    'domain/catalogue-checks.test.ts': [
      "another department's authoritative item is referred to",
      'two departments are not the source, unless the bureau is asked to designate one',
    ],
    'commands/catalogue-review.test.ts': ['requirement 3: the bureau designates the source, and the mark moves (I7)'],
  },
  4: { 'forms/schema.test.ts': ['what the law asks of an application is locked (requirement 4)'] },
  5: {
    'processes/shipped.test.ts': ['gives every step that people do its time limit (requirement 5)'],
    'forms/schema.test.ts': ['no form has a place for a price: sharing is free of charge (requirement 5)'],
  },
  7: {
    'commands/confidentiality.test.ts': [
      'is signed by five different people, and its decision holds for exactly what was reviewed (requirement 7)',
    ],
    'commands/catalogue-review.test.ts': ['withheld, and left open all the same: it is not published (I1) (requirement 7)'],
    'commands/directional-open.test.ts': ['no entry is opened without a decision for its present content (req 7, I1)'],
  },
  8: {
    'routes/pages.test.ts': ['every page has a rule, and every rule a page (requirement 8)'],
    'routes/bad-input.test.ts': [
      'whoever holds no post is let into no call that needs one, and signed in or not: every call has its rule (requirement 8)',
    ],
    'commands/effects.test.ts': ['of %s can be added to, and nothing else, by the application (requirement 8)'],
  },
  12: {
    'forms/schema.test.ts': ['an entry belongs to one of the seventeen key fields of the plan (requirement 12)'],
  },
  14: {
    'commands/catalogue-versions.test.ts': ['is compiled by its own department only (requirement 14)'],
  },
  15: {
    'commands/effects.test.ts': ['on the decision of another department, the bureau included (requirement 15)'],
    'processes/paths.test.ts': ['a refusal activates nothing, and only the provider refuses (requirement 15)'],
  },
  16: { 'commands/effects.test.ts': ['neither in items nor in way, quantity or time (requirement 16)'] },
  17: { 'domain/grants.test.ts': ['a decision grants less than was applied for as it says (requirement 17)'] },
  18: {
    'processes/paths.test.ts': [
      "from level 3 on, a grant needs the confidentiality reviewer's consent to this answer (requirement 18)",
      "at level 4 the leader signs either answer, unless the bureau's leader gave it (requirement 18)",
    ],
  },
  19: {
    'commands/effects.test.ts': ['without the terms of both sides, each accepted by that side, and a delivery after them (requirement 19)'],
  },
  21: {
    'domain/catalogue-checks.test.ts': ['requirement 21: the mandatory group %s cannot be left out'],
  },
  22: {
    'commands/catalogue-import.test.ts': [
      'is checked row by row, and nothing of it is a draft until its owner says so (requirement 22)',
      'the list of errors is the same sheet with what is wrong, and can be handed in again (requirement 22)',
    ],
  },
  23: {
    'domain/catalogue-checks.test.ts': ['requirement 23: of a base library belongs to its lead department'],
  },
  24: {
    'domain/catalogue-checks.test.ts': ['requirement 24: of a theme belongs to its lead department'],
  },
  25: {
    'commands/catalogue-review.test.ts': [
      'is no part of the catalogue before its first version, and leaves it when it is rejected (requirement 25)',
    ],
    'e2e/help.test.ts': ['the catalogue is taken away as a file, narrowed as it is shown (requirement 25)'],
  },
  26: {
    'queries/reading.test.ts': [
      'share and open catalogue are views of what is published, by its classes, whole and without gap (requirement 26)',
    ],
  },
  27: { 'domain/collection.test.ts': ['what another department is the source of overlaps, whatever else is collected (requirement 27)'] },
  28: {
    'domain/permissions.test.ts': [
      'who searches the catalogue and applies neither compiles nor reviews it, and the other way round (requirement 28)',
    ],
  },
  29: {
    'commands/catalogue-review.test.ts': ['requirement 29: the owner changes levels and classes, and nothing else'],
  },
  30: {
    'commands/conditional-share.test.ts': ['the department that uses the data names who of its own people answers for it (requirement 30)'],
  },
  31: {
    'commands/ledger.test.ts': [
      'notes a late answer with the department, the limit, its basis and the due instant, once for each',
      'notes an attempt to refuse without a basis, and nothing of an honest slip',
      'notes who tried to decide their own case, or what another post decides; the case itself stays as it was',
    ],
  },
  32: {
    'domain/incompatible-roles.test.ts': ['who compiles the catalogue is not its reviewer (requirement 32)'],
    'commands/appointments.test.ts': ['says who holds what for which term, given by whom and why'],
    'commands/catalogue-review.test.ts': ['requirement 32: is not the compiler’s, the grader’s or an outsider’s'],
  },
  33: {
    'commands/catalogue-review.test.ts': ['requirement 33: every line has its verdict in all three columns'],
  },
  34: {
    'commands/catalogue-versions.test.ts': ['I5: gets the next version, and the one before stands as it was (requirement 34)'],
  },
  35: {
    'domain/incompatible-roles.test.ts': [
      'designers and publishers of flows hold no approving role, nor each other’s (SoD 5) (requirement 35)',
      'platform operators hold no approving role (SoD 6) (requirement 35)',
      'the bureau’s leader the bureau’s, and nobody the bureau’s leader, the auditor or outsiders (requirement 35)',
    ],
  },
  40: {
    'forms/schema.test.ts': [
      'a collection names its scope, items, manner and plan for sharing (requirement 40), and the basis of every item (requirement 43)',
    ],
  },
  41: { 'domain/collection.test.ts': ['what overlaps is allowed neither whole nor in part (requirement 41)'] },
  42: {
    'domain/collection.test.ts': ['what overlaps may be sent to an application, to a source that is named, or be refused (requirement 42)'],
  },
  43: {
    'forms/schema.test.ts': [
      'a collection names its scope, items, manner and plan for sharing (requirement 40), and the basis of every item (requirement 43)',
    ],
  },
  44: {
    'domain/catalogue-checks.test.ts': [
      'of natural persons has the citizen id of 18 characters as its key',
      'of legal persons has the credit code as its key',
    ],
  },
  53: {
    'domain/freshness.test.ts': ['data are late on the day after their cycle has ended (requirement 53)'],
    'commands/begun-tasks.test.ts': [
      'a task for their provider begins once, whoever looks and however often (requirement 53)',
      'the provider confirms how far the data reach, and the entry says so (requirement 53)',
    ],
  },
  55: { 'domain/share-application.test.ts': ['that the purpose is not among those listed (requirement 55)'] },
  56: {
    'domain/grants.test.ts': ['the ways of sharing that disclose no more than one are itself and those after it (requirement 56)'],
    'domain/share-application.test.ts': ['that verifying would do (requirement 56)'],
    'commands/conditional-share.test.ts': ['an entry that is for verification only is shared in no other way (requirement 56)'],
  },
  58: { 'domain/acts.test.ts': ['is signed with who, as what, on which revision and when (requirement 58)'] },
  59: { 'commands/conditional-share.test.ts': ['an unconditional share is granted at once, as it was registered (requirement 59)'] },
  60: {
    'commands/conditional-share.test.ts': ['at level %i the steward alone refuses, with reason and basis (requirement 60)'],
    'processes/shipped.test.ts': [
      'an outcome that refuses demands reason and basis, one that returns a reason and a list (requirement 60)',
    ],
  },
  61: {
    'commands/reminders.test.ts': [
      'the time for provision runs from the reply, also while the terms are not confirmed yet (requirement 61)',
    ],
  },
  62: {
    'commands/misuse-and-doubts.test.ts': [
      'stop flowing before anybody is asked, and flow again once somebody else has found it mended',
      'end for good when it is not mended, and the user shows what became of them',
      'are stopped by nobody else than the supervision and their provider',
    ],
  },
  63: {
    'commands/misuse-and-doubts.test.ts': [
      'is marked for everybody until its provider has answered in ten working days, and who doubted agrees',
      'that is found wrong is told to everybody who uses it',
    ],
  },
  70: {
    'commands/directional-open.test.ts': ['is for an entry that is open on conditions only'],
  },
  71: {
    'routes/bad-input.test.ts': [
      'an outside applicant sees the public side of the catalogue: what is there and why it is not open (req 71)',
    ],
  },
  72: {
    'commands/catalogue-review.test.ts': ['released in part: what is withheld is closed first (requirement 72)'],
  },
  73: {
    'commands/directional-open.test.ts': ['runs from acceptance to an interface and a public notice'],
  },
  74: {
    'processes/directional-open.test.ts': [
      'nothing is opened without acceptance, all three reviews, the result and its signature (req 74)',
    ],
    'commands/directional-open.test.ts': [
      'asks provider, related departments and confidentiality reviewer at the same time',
      'is the only way of an opening, in the database too (I6) (requirement 74)',
    ],
  },
  76: {
    'processes/directional-open.test.ts': [
      'a credential is issued only after all three have signed the agreement and the interface is recorded (req 76, I2)',
    ],
    'commands/directional-open.test.ts': ['is drawn up with its clauses, and is signed by all three before anything is issued'],
  },
  77: {
    'domain/events.test.ts': ['shows any single change of any event (requirement 77)'],
    'domain/opening.test.ts': ['the screening names what stands against an application, and nothing else (req 77)'],
  },
  82: { 'commands/ledger.test.ts': ['a head reads what concerns the department, and nothing of a case that is not theirs to see'] },
  83: {
    'commands/catalogue-review.test.ts': ['requirement 83: the level of the entry is the highest of its items (I8)'],
  },
  84: {
    'routes/session.test.ts': ['leaves only the hash of its token in the database (requirement 84)'],
    'commands/directional-open.test.ts': ['has a secret that the applicant sees once and nobody else ever (requirement 84)'],
  },
  85: { 'commands/misuse-and-doubts.test.ts': ['requirement 85: that stays contested is ruled by the panel, and not by its provider'] },
};

/** Requirements that are met outside of the processes, and where. */
export const ELSEWHERE: Readonly<Record<number, string>> = {
  9: '门户网站是单独的系统,这里只有工作台和监督台',
  69: '门户网站是单独的系统,这里只有对外可见的目录和申请',
};

/** Requirements whose part is not finished, and what is missing. A test that cites one of them asks for its row above. */
export const OPEN: Readonly<Record<number, string>> = {};
