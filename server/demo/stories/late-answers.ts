import { asksForTime, decides, event, passes, step, urges } from '../story.ts';
import type { Story } from '../story.ts';
import { applies, toProvider } from './sharing.ts';

/** ⑫ One provider lets the time for its answer pass, another asks for more in time. */
export const lateAnswers: Story = {
  key: '⑫',
  title: '两件共享申请的答复:一件逾期未复,一件经同意延期',
  began: 17,
  script: [
    applies(
      'edu-applicant',
      {
        entryId: 'cat-018',
        items: ['01', '02', '05'],
        method: 'verify_api',
        dutyBasis: '《中华人民共和国义务教育法》第十二条:保障随迁子女就近入学',
        purpose: '随迁子女义务教育入学资格审核',
        scenario: '招生期间核验监护人居住证是否有效',
        scope: '仅限基础教育科招生专班;仅核验已报名学生的监护人',
        perMonth: 800,
        days: 365,
      },
      'late',
    ),
    ...toProvider('edu', 'late'),
    passes(1),
    applies(
      'medins-applicant',
      {
        entryId: 'cat-013',
        items: ['01', '02', '05'],
        method: 'verify_api',
        dutyBasis: '《社会救助暂行办法》第二十九条:医疗救助对象核对',
        purpose: '医疗救助对象参保状态核对',
        scenario: '受理医疗救助申请时核验申请人的参保状态',
        scope: '仅限待遇保障科;仅核验已受理医疗救助申请的人员',
        perMonth: 150,
        days: 365,
      },
      'extended',
    ),
    ...toProvider('medins', 'extended'),
    passes(7),
    asksForTime('hrss-steward', 'provider_decision', 6, '核验接口需与自治区社保平台联调,请求延期 6 个工作日。', 'extended'),
    passes(1),
    decides('bdb-exchange', 'extension_consent', 'agree', '情况属实,同意延期并告知申请部门。', {
      about: 'extended',
      answers: { grantedDays: 6 },
      then: event('clock.extended'),
    }),
    passes(3),
    urges('edu-applicant', 'late'),
  ],
  stands: { late: step('provider_decision'), extended: step('provider_decision') },
  carriedOn: { by: 'police-steward', how: '答复已逾期的居住证核验申请;延期的一件由 hrss-steward 答复' },
};
