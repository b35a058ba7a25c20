import type { Answers, Row } from '#forms/answers.ts';
import { decides, files, passes, rowsOf, state, step } from '../story.ts';
import type { Moment, Passing, Scene, Story } from '../story.ts';

const QUESTIONS = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`q${index + 1}`, 'no']));

function sheet(channel: string, firstOpinion: string): (moment: Moment) => Answers {
  return ({ day }) => ({
    carrier: 'data',
    plannedChannel: channel,
    plannedDate: day(30),
    ...QUESTIONS,
    importantData: 'no',
    firstOpinion,
    commitment: true,
  });
}

const truthful = { answers: { truthful: 'yes' } };

/** ⑥ 景区实时客流 is before the special reviewer. */
export const visitorFlow: Story = {
  key: '⑥',
  title: '旅发局 A级旅游景区实时客流:保密审查中',
  began: 4,
  script: [
    files(
      'tourism-compiler',
      'confidentiality-review',
      { entryId: 'cat-048' },
      sheet('directed_api', '客流为统计量,不含个人信息,建议以接口定向开放。'),
    ),
    passes(1),
    decides('tourism-reviewer', 'conf_unit_head', 'pass', '所填属实,同意送审。', truthful),
  ],
  stands: { first: step('conf_special') },
  carriedOn: { by: 'tourism-secrecy', how: '逐项出具意见,再由 tourism-leader 审批' },
};

/** ⑨ 库房安防点位 turns out to be possibly secret: its text is erased everywhere. */
export const storehouse: Story = {
  key: '⑨',
  title: '文化局一条目录在保密审查中疑似涉密,已隔离',
  began: 15,
  script: [
    files(
      'culture-compiler',
      'confidentiality-review',
      { entryId: 'cat-059' },
      sheet('share_platform', '内部安防管理数据,拟供文物执法共享,请审查。'),
    ),
    passes(1),
    decides('culture-reviewer', 'conf_unit_head', 'pass', '所填属实,请保密审查员把关。', truthful),
    passes(2),
    decides('culture-secrecy', 'conf_special', 'suspected_secret', '疑似国家秘密,立即停止传播并按保密规定报告。', {
      basis: '《中华人民共和国保守国家秘密法》第三十五条',
    }),
  ],
  stands: { first: state('quarantined') },
  carriedOn: { by: 'bdb-sec', how: '在监督台查看:只剩编号与记录链,内容处处不可见' },
};

/** A review that came to its end: every row signed. */
export const busLines: Story = {
  key: '+',
  title: '交通局公交线路站点信息:保密审查五级签署完毕,可以开放',
  began: 38,
  script: [
    files(
      'transport-compiler',
      'confidentiality-review',
      { entryId: 'cat-024' },
      sheet('portal_download', '线路与站点已向乘客公布,建议公开。'),
    ),
    passes(1),
    decides('transport-reviewer', 'conf_unit_head', 'pass', '所填属实。', truthful),
    passes(2),
    decides('transport-secrecy', 'conf_special', 'opinion', '逐项核对,均为已公布信息。', {
      answers: ({ begun }) => ({ directed: 'no', aggregationRisk: 'low', verdicts: allReleased(begun) }),
    }),
    passes(1),
    decides('transport-leader', 'conf_approval', 'release', '同意公开。', {
      basis: '《政府信息公开条例》第五条',
      answers: { read: 'yes', withheldItems: [] },
    }),
    passes(1),
    decides('bdb-open', 'conf_procedure', 'pass', '程序完备,内容一致。', {
      answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' },
    }),
  ],
  stands: { first: state('reviewed') },
  carriedOn: { by: 'transport-compiler', how: '在保密审查台账中查看决定与审查表' },
};

/** A review in which everybody agrees to let an entry go to single applicants: whatever is open on conditions needs one first. */
export function releasedForDirected(provider: string, entryId: string): (Scene | Passing)[] {
  const about = 'review';
  return [
    files(`${provider}-compiler`, 'confidentiality-review', { entryId }, sheet('directed_api', '建议以接口定向开放。'), { about }),
    passes(1),
    decides(`${provider}-reviewer`, 'conf_unit_head', 'pass', '所填属实。', { ...truthful, about }),
    passes(1),
    decides(`${provider}-secrecy`, 'conf_special', 'opinion', '逐项核对,可向特定对象开放。', {
      about,
      answers: ({ begun }) => ({ directed: 'yes', aggregationRisk: 'low', verdicts: allReleased(begun) }),
    }),
    passes(1),
    decides(`${provider}-leader`, 'conf_approval', 'directed_only', '同意定向开放。', {
      basis: '《数据安全法》第四十二条',
      about,
      answers: { read: 'yes', withheldItems: [] },
    }),
    passes(1),
    decides('bdb-open', 'conf_procedure', 'pass', '程序完备,内容一致。', {
      about,
      answers: { contentSame: 'yes', sampleRight: 'none', channelRight: 'yes' },
      then: state('reviewed'),
    }),
  ];
}

function allReleased(begun: Answers): Row[] {
  return rowsOf(begun, 'verdicts').map(({ itemId }) => ({ itemId: itemId ?? '', verdict: 'release', clauses: ['open_by_default'] }));
}
